package io.wsgateway.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of {@link ReturningClients}. Says its lines one after the other, each when the one before is
 * answered; comes back when it is told, or else after a back-off with full jitter. One thread.
 */
final class ReturningClient {
  private static final Pattern ADVICE = Pattern.compile("reconnect in (\\d+) ms");
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final int LONGEST_BACK_OFF = 10_000;
  private static final int NO_CLOSE_FRAME = 1006;

  private final int number;
  private final ReturningClients crowd;
  private @Nullable Attempt attempt;
  private int failures;

  ReturningClient(int number, ReturningClients crowd) {
    this.number = number;
    this.crowd = crowd;
  }

  int number() {
    return number;
  }

  boolean isPresent() {
    return attempt != null && attempt.present;
  }

  /** Where it is, or was last; null before it has dialled. */
  @Nullable URI at() {
    return attempt == null ? null : attempt.at;
  }

  void dial(Selector selector) {
    attempt = new Attempt(crowd.nextAddress(this));
    attempt.dial(selector);
  }

  /** Ends for good. */
  void drop() {
    if (attempt != null) {
      attempt.ended = true;
      if (attempt.link != null) {
        attempt.link.reset();
      }
    }
  }

  private long pauseAfter(String why) {
    Matcher advice = ADVICE.matcher(why);
    if (advice.find()) {
      return Long.parseLong(advice.group(1));
    }
    long most = Math.min(LONGEST_BACK_OFF, 250L << Math.min(10, failures++));
    return ThreadLocalRandom.current().nextLong(most + 1);
  }

  /** One connection, from dialling to its end. */
  private final class Attempt implements SwarmLink.Listener {
    private final URI at;
    private final Handshake handshake;
    private final FrameBuffer frames = new FrameBuffer();
    private final Iterator<String> lines = crowd.linesOf(number).iterator();
    private @Nullable ByteArrayOutputStream head = new ByteArrayOutputStream(256);
    private @Nullable SwarmLink link;
    private boolean present;
    private boolean ended;

    Attempt(URI at) {
      this.at = at;
      handshake = new Handshake(at.getRawAuthority(), at.getRawPath(), Map.of());
    }

    void dial(Selector selector) {
      try {
        link = SwarmLink.open(selector, ReturningClients.socketOf(at), null, this);
      } catch (IOException e) {
        ended(String.valueOf(e.getMessage()));
      }
    }

    @Override
    public void connected() {
      write(handshake.request());
    }

    @Override
    public void received(ByteBuffer bytes) {
      if (head != null) {
        readHead(bytes, head);
      }
      if (head == null) {
        frames.feed(bytes, this::take);
      }
    }

    @Override
    public void ended(String how) {
      gone(NO_CLOSE_FRAME, how);
    }

    private void readHead(ByteBuffer bytes, ByteArrayOutputStream soFar) {
      while (bytes.hasRemaining()) {
        soFar.write(bytes.get());
        if (soFar.toString(StandardCharsets.ISO_8859_1).endsWith(END_OF_HEAD)) {
          head = null;
          judge(soFar.toByteArray());
          return;
        }
      }
    }

    private void judge(byte[] answer) {
      try {
        var read = HttpAnswer.read(new ByteArrayInputStream(answer), "HEAD");
        if (handshake.isAcceptedBy(read)) {
          sayNext();
          return;
        }
        crowd.refused(read.status());
      } catch (IOException e) {
        // It ends like one that is refused.
      }
      Objects.requireNonNull(link).reset();
    }

    private void sayNext() {
      if (lines.hasNext()) {
        write(Frame.of(Frame.TEXT, lines.next().getBytes(StandardCharsets.UTF_8)).bytes());
      } else {
        present = true;
        failures = 0;
        crowd.back(ReturningClient.this);
      }
    }

    private void take(Frame frame) {
      switch (frame.opcode()) {
        case Frame.PING -> write(Frame.of(Frame.PONG, frame.payload()).bytes());
        case Frame.CLOSE -> {
          gone(frame.closeCode(), frame.closeReason());
          write(Frame.close(frame.closeCode(), "").bytes());
        }
        case Frame.TEXT -> {
          if (!present && crowd.isAnswer(frame.text())) {
            sayNext();
          } else {
            crowd.received(number, frame.text());
          }
        }
        default -> {}
      }
    }

    private void gone(int code, String why) {
      if (ended) {
        return;
      }
      ended = true;
      if (present) {
        present = false;
        crowd.left(number, code);
      }
      crowd.comeBack(ReturningClient.this, TimeUnit.MILLISECONDS.toNanos(pauseAfter(why)));
    }

    private void write(byte[] bytes) {
      if (link != null) {
        link.write(bytes);
      }
    }
  }
}
