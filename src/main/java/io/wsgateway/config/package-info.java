/**
 * Every setting of the gateway. The keys, their defaults and what they mean stand in {@code
 * META-INF/microprofile-config.properties}; {@link io.wsgateway.config.GatewayConfig} checks them
 * all before the gateway starts.
 */
@NullMarked
package io.wsgateway.config;

import org.jspecify.annotations.NullMarked;
