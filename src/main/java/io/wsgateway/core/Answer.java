package io.wsgateway.core;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a node says to a {@link Question}; which parts mean something depends on its kind.
 *
 * @param found whether what was asked about is there, or was done
 * @param names names, sorted where pages of them are asked for
 * @param numbers ids, counts or hashes; with names, one for each
 * @param info attributes of a connection
 * @param refusal why it was not done, by the name of an {@link ErrorCode}, or empty
 */
record Answer(
    boolean found,
    List<String> names,
    List<Long> numbers,
    Map<String, String> info,
    String refusal,
    String detail) {
  static final Answer NO = of(false);

  Answer {
    names = List.copyOf(names);
    numbers = List.copyOf(numbers);
    info = Map.copyOf(info);
  }

  static Answer of(boolean found) {
    return new Answer(found, List.of(), List.of(), Map.of(), "", "");
  }

  static Answer count(long count) {
    return numbers(List.of(count));
  }

  static Answer numbers(Collection<Long> numbers) {
    return new Answer(true, List.of(), List.copyOf(numbers), Map.of(), "", "");
  }

  static Answer names(Collection<String> names) {
    return new Answer(true, List.copyOf(names), List.of(), Map.of(), "", "");
  }

  static Answer info(Map<String, String> info) {
    return new Answer(true, List.of(), List.of(), info, "", "");
  }

  static Answer refused(GatewayException why) {
    return new Answer(
        false, List.of(), List.of(), Map.of(), why.code().name(), String.valueOf(why.getMessage()));
  }

  /** This answer, unless it is a refusal, which is thrown. */
  Answer orThrow() {
    if (refusal.isEmpty()) {
      return this;
    }
    throw new GatewayException(codeOf(refusal), detail);
  }

  private static ErrorCode codeOf(String name) {
    for (ErrorCode code : ErrorCode.values()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    return ErrorCode.INTERNAL;
  }
}
