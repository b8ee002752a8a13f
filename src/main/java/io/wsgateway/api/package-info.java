/**
 * The REST API of the gateway's own, under {@code /api/v1}: small resources by subject, for back
 * ends that show a key. {@code AppResource} counts, {@code MessagesResource} publishes, and {@code
 * UsersResource}, {@code TopicsResource}, {@code ConnectionsResource} look and change.
 *
 * <p>Names in paths are percent-encoded, or {@code ~} and base64url, which {@link
 * io.wsgateway.api.ApiPath} tells why. Every answer that asks more than one node names those that
 * are {@code missing} from it.
 *
 * <p>A body goes from {@link io.wsgateway.api.JsonBody text} through {@link io.wsgateway.api.Fields
 * strict reading} into a small record, whose constraints Bean Validation checks; all its faults are
 * told in one problem document. No JSON binding: servers differ in what they do with numbers for
 * texts, with records and with what they do not know.
 */
@NullMarked
package io.wsgateway.api;

import org.jspecify.annotations.NullMarked;
