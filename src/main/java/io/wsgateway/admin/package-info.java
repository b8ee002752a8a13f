/** What an operator sees and does beside the REST API: health, metrics and JMX. */
@NullMarked
package io.wsgateway.admin;

import org.jspecify.annotations.NullMarked;
