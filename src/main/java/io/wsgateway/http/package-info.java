/**
 * What everything that speaks HTTP shares: one form for errors, a bound for bodies, parameters read
 * the same way on every server, and the first page.
 */
@NullMarked
package io.wsgateway.http;

import org.jspecify.annotations.NullMarked;
