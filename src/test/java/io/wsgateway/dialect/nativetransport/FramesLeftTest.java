package io.wsgateway.dialect.nativetransport;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesLeftTest {
  private static final List<Payload> MESSAGES =
      List.of(
          Payload.text("a"),
          Payload.text(""),
          Payload.binary(new byte[200]),
          Payload.text("x".repeat(70_000)),
          Payload.text("z"));

  @Test
  void allIsThere_inOrder_howeverLittleIsTakenAtOnce() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      FramesLeft left = new FramesLeft(MESSAGES);
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      while (!left.isEmpty()) {
        take(left, random.nextInt(random.nextBoolean() ? 9 : 30_000), written);
      }
      assertThat(written.toByteArray()).as("seed " + seed).isEqualTo(bytesOf(MESSAGES));
    }
  }

  @Test
  void ofAFrameThatWasBegun_theRestIsLeft() {
    FramesLeft left = new FramesLeft(MESSAGES);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    take(left, 10, written);
    left.dropWhole();
    take(left, Integer.MAX_VALUE, written);
    assertThat(left.isEmpty()).isTrue();
    assertThat(written.toByteArray()).isEqualTo(bytesOf(MESSAGES.subList(0, 3)));
  }

  @Test
  void betweenFrames_nothingIsLeft() {
    for (int messages = 0; messages <= MESSAGES.size(); messages++) {
      FramesLeft left = new FramesLeft(MESSAGES);
      for (int bytes = bytesOf(MESSAGES.subList(0, messages)).length; bytes > 0; ) {
        bytes -= take(left, bytes, new ByteArrayOutputStream());
      }
      left.dropWhole();
      assertThat(left.isEmpty()).as("after " + messages).isTrue();
    }
  }

  private static int take(FramesLeft left, int most, ByteArrayOutputStream sink) {
    ByteBuffer next = left.next();
    byte[] taken = new byte[Math.min(most, next.remaining())];
    next.get(taken);
    sink.writeBytes(taken);
    return taken.length;
  }

  private static byte[] bytesOf(List<Payload> messages) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    messages.forEach(message -> bytes.writeBytes(Frames.of(message)));
    return bytes.toByteArray();
  }
}
