package io.wsgateway.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A class of tests that runs on Payara Micro, too, besides the embedded Payara and WildFly.
 *
 * <p>Payara Micro has the embedded server's code, and starts a process for each deployment. So only
 * what may differ there has this: that the packaged WAR deploys, with its own libraries and an
 * application's classes, and that each thing the server does for it works once: pages in a browser,
 * keys, tokens, the REST API, each dialect, two nodes, and the native way to a socket with its
 * bounds. Rules, and whatever else is decided in our own code, are no reason.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("every-server")
public @interface EveryServer {}
