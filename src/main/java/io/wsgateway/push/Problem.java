package io.wsgateway.push;

import java.io.Serializable;
import java.util.List;

/**
 * What a gateway, or what is between it and this client, says is wrong: a problem document of RFC
 * 9457.
 *
 * @param status of HTTP; 0 if there was no answer
 * @param code the kind, to compare with: one of the gateway's, such as {@code bad-request}, {@code
 *     limit-reached} or {@code overloaded}; {@code http-} and the status if the answer is not a
 *     gateway's; or one of this client's, see {@link PushException}
 * @param detail what was wrong, what was expected, what to do; for people
 * @param faults what is wrong with which part of the request, where that can be said
 */
public record Problem(int status, String code, String detail, List<Fault> faults)
    implements Serializable {
  private static final String TYPE = "urn:wsgateway:error:";

  /**
   * One thing that is wrong.
   *
   * @param field where, such as {@code to.users[3]}; empty is the request itself
   * @param detail what
   */
  public record Fault(String field, String detail) implements Serializable {}

  /** One of this client's own. */
  static Problem own(String code, String detail) {
    return new Problem(0, code, detail, List.of());
  }

  static Problem read(Fields fields) {
    int status = fields.count("status");
    String type = fields.text("type");
    return new Problem(
        status,
        type.startsWith(TYPE) ? type.substring(TYPE.length()) : "http-" + status,
        fields.text("detail"),
        fields.has("errors")
            ? fields.objects("errors", one -> new Fault(one.text("field"), one.text("detail")))
            : List.of());
  }
}
