/** What the documentation promises about itself: links lead somewhere, translations keep up. */
@NullMarked
package io.wsgateway.docs;

import org.jspecify.annotations.NullMarked;
