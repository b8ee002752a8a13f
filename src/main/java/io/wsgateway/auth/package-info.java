/** Who may call the server APIs, and from where clients may connect. */
@NullMarked
package io.wsgateway.auth;

import org.jspecify.annotations.NullMarked;
