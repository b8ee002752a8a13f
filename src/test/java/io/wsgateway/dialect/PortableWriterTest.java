package io.wsgateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.Payload;
import io.wsgateway.core.Transport.Completion;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the standard API is used. */
class PortableWriterTest {
  private final List<String> ends = new ArrayList<>();
  private final Completion done = failure -> ends.add(failure == null ? "done" : "failed");

  @Test
  void withoutBatching_eachMessageWaitsForTheOneBefore() {
    FakeRemote remote = new FakeRemote(false, false);
    new PortableWriter(remote.session()).write(messages("a", "b", "c"), done);

    assertThat(remote.calls()).containsExactly("a");
    remote.tell(new SendResult());
    assertThat(remote.calls()).containsExactly("a", "b");
    remote.tell(new SendResult());
    assertThat(ends).isEmpty();
    remote.tell(new SendResult());
    assertThat(remote.calls()).containsExactly("a", "b", "c");
    assertThat(ends).containsExactly("done");
  }

  @Test
  void withBatching_messagesGoOutTogether_andItIsNotLeftOn() {
    FakeRemote remote = new FakeRemote(true, false);
    new PortableWriter(remote.session()).write(messages("a", "b", "c"), done);

    assertThat(remote.calls()).containsExactly("+a", "+b", "+c", "flush");
    assertThat(remote.isBatching()).isFalse();
    remote.tell(new SendResult());
    remote.tell(new SendResult());
    assertThat(ends).isEmpty();
    remote.tell(new SendResult());
    assertThat(ends).containsExactly("done");
  }

  @Test
  void aSingleMessage_isNotBatched() {
    FakeRemote remote = new FakeRemote(true, true);
    new PortableWriter(remote.session()).write(messages("a"), done);

    assertThat(remote.calls()).containsExactly("a");
    assertThat(ends).containsExactly("done");
  }

  @Test
  void pings_keepTheirPlace() {
    FakeRemote remote = new FakeRemote(true, true);
    new PortableWriter(remote.session())
        .write(messages("", "a", "b", "", "c", "", "d", "e", ""), done);

    assertThat(remote.calls())
        .containsExactly(
            "ping", "+a", "+b", "flush", "ping", "c", "ping", "+d", "+e", "flush", "ping");
    assertThat(ends).containsExactly("done");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tensOfThousandsThatAreWrittenAtOnce_takeNoStack(boolean batching) {
    FakeRemote remote = new FakeRemote(batching, true);
    List<Payload> many =
        IntStream.range(0, 50_000).mapToObj(i -> Payload.text(String.valueOf(i))).toList();

    new PortableWriter(remote.session()).write(many, done);

    assertThat(remote.calls().stream().filter(call -> !call.equals("flush")))
        .extracting(call -> call.replace("+", ""))
        .isEqualTo(many.stream().map(Payload::text).toList());
    assertThat(ends).containsExactly("done");
  }

  @Test
  void noMoreThanSixtyFour_goOutTogether() {
    FakeRemote remote = new FakeRemote(true, false);
    List<Payload> many = IntStream.range(0, 100).mapToObj(i -> Payload.text("x")).toList();

    new PortableWriter(remote.session()).write(many, done);

    assertThat(remote.untold()).isEqualTo(64);
    IntStream.range(0, 64).forEach(i -> remote.tell(new SendResult()));
    assertThat(remote.untold()).isEqualTo(36);
    IntStream.range(0, 36).forEach(i -> remote.tell(new SendResult()));
    assertThat(ends).containsExactly("done");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theFirstFailure_endsIt_once(boolean batching) {
    FakeRemote remote = new FakeRemote(batching, false);
    new PortableWriter(remote.session()).write(messages("a", "b", "c"), done);

    remote.tell(new SendResult(new IOException("gone")));
    while (remote.untold() > 0) {
      remote.tell(new SendResult(new IOException("gone")));
    }

    assertThat(ends).containsExactly("failed");
    assertThat(remote.calls())
        .isEqualTo(batching ? List.of("+a", "+b", "+c", "flush") : List.of("a"));
    assertThat(remote.isBatching()).isFalse();
  }

  /** Payloads with these texts; an empty one is a ping. */
  private static List<Payload> messages(String... texts) {
    return Stream.of(texts)
        .map(text -> text.isEmpty() ? Payload.PING : Payload.text(text))
        .toList();
  }
}
