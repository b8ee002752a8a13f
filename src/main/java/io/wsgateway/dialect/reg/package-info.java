/**
 * The protocol of luyucia/wsgateway: {@code reg:APP:USER}, {@code in:APP:USER:TOPIC} and {@code
 * out:APP:USER:TOPIC} over {@code /connection}, pushes by {@code /push/user} and {@code
 * /push/topic}.
 */
@NullMarked
package io.wsgateway.dialect.reg;

import org.jspecify.annotations.NullMarked;
