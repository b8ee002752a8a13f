/** What an operator sees and does beside the HTTP APIs: JMX. */
@NullMarked
package io.wsgateway.admin;

import org.jspecify.annotations.NullMarked;
