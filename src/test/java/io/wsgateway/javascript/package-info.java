/** Tests of the JavaScript client, in a real browser. */
@NullMarked
package io.wsgateway.javascript;

import org.jspecify.annotations.NullMarked;
