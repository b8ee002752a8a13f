/**
 * JSON as the wire has it. {@link io.wsgateway.json.JsonText} reads what clients send, strictly and
 * within bounds; {@link io.wsgateway.json.JsonStyle} writes byte for byte what gateways in Python
 * and Go write, since their clients may compare text; {@link io.wsgateway.json.GoFields} finds the
 * members of an object as programs in Go do. Everything here is immutable and without side effects.
 */
@NullMarked
package io.wsgateway.json;

import org.jspecify.annotations.NullMarked;
