package io.wsgateway.dialect.nativetransport;

import io.wsgateway.core.Payload;
import java.nio.ByteBuffer;
import java.util.List;

/** What is left of a write of some messages. One thread at a time. */
final class FramesLeft {
  /** The JDK keeps, for each thread, a buffer as large as the most it was given at once. */
  private static final int PORTION = 1 << 16;

  private final List<Payload> messages;
  private final ByteBuffer bytes;
  private int end;

  /**
   * @param messages not to be changed any more
   */
  FramesLeft(List<Payload> messages) {
    this.messages = messages;
    bytes = ByteBuffer.wrap(Frames.of(messages));
    end = bytes.capacity();
  }

  /** Whether all has been taken. */
  boolean isEmpty() {
    return bytes.position() == end;
  }

  /** The next bytes, to be taken from the buffer; what stays there comes again. */
  ByteBuffer next() {
    return bytes.limit(Math.min(end, bytes.position() + PORTION));
  }

  /** Drops all but the rest of a frame whose beginning was taken. */
  void dropWhole() {
    int reached = 0;
    for (int i = 0; reached < bytes.position(); i++) {
      reached += Frames.length(messages.get(i));
    }
    end = reached;
  }
}
