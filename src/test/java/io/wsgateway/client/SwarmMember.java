package io.wsgateway.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link Swarm}: what it speaks and what became of it. One thread. */
final class SwarmMember implements SwarmLink.Listener {

  /** The ways of a connection: either FAILED, or OPEN and then CLOSED or DROPPED. */
  enum State {
    OPENING,
    OPEN,
    FAILED,
    CLOSED,
    DROPPED
  }

  private static final int NO_CLOSE_FRAME = 1006;
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final int number;
  private final SwarmPlan plan;
  private final SwarmTally tally;
  private final FrameBuffer frames = new FrameBuffer();
  private final Handshake handshake;
  private @Nullable SwarmLink link;
  private @Nullable ByteArrayOutputStream head = new ByteArrayOutputStream(256);
  private @Nullable ByteArrayOutputStream fragments;
  private int opcode;
  private boolean left;
  private State state = State.OPENING;
  private String ending = "";
  private int closeCode;

  SwarmMember(int number, SwarmPlan plan) {
    this.number = number;
    this.plan = plan;
    tally = new SwarmTally(plan);
    String path = plan.address().getRawPath().isEmpty() ? "/" : plan.address().getRawPath();
    String query = plan.address().getRawQuery() == null ? "" : "?" + plan.address().getRawQuery();
    handshake = new Handshake(plan.address().getRawAuthority(), path + query, Map.of());
  }

  void dial(Selector selector, InetSocketAddress to) {
    String from =
        plan.sources().isEmpty() ? null : plan.sources().get(number % plan.sources().size());
    try {
      link = SwarmLink.open(selector, to, from, this);
    } catch (IOException e) {
      ended(String.valueOf(e.getMessage()));
    }
  }

  State state() {
    return state;
  }

  SwarmTally tally() {
    return tally;
  }

  /** With which code the server closed, 1006 if without a close frame. */
  int closeCode() {
    return closeCode;
  }

  int number() {
    return number;
  }

  void send(String text) {
    send(Frame.of(Frame.TEXT, text.getBytes(StandardCharsets.UTF_8)));
  }

  private void send(Frame frame) {
    if (link != null) {
      link.write(frame.bytes());
    }
  }

  void stall(boolean stop) {
    if (link != null) {
      link.stall(stop);
    }
  }

  void drop() {
    if (state == State.OPENING || state == State.OPEN) {
      state = State.DROPPED;
    }
    if (link != null) {
      link.reset();
    }
  }

  /**
   * Starts the closing handshake, or gives up opening; whatever comes of it, it was the test that
   * ended this.
   */
  void leave() {
    if (state == State.OPEN) {
      left = true;
      stall(false);
      send(Frame.close(1000, ""));
    } else if (state == State.OPENING) {
      drop();
    }
  }

  /** What there is to complain of, empty if nothing. */
  String complaint() {
    String counts = tally.complaint();
    String fate = state == State.FAILED || state == State.CLOSED ? state + " " + ending : "";
    return fate.isEmpty() && counts.isEmpty() ? "" : "#" + number + " " + fate + " " + counts;
  }

  @Override
  public void connected() {
    if (link != null) {
      link.write(handshake.request());
    }
  }

  @Override
  public void received(ByteBuffer bytes) {
    if (head != null) {
      readHead(bytes);
    }
    if (head == null) {
      frames.feed(bytes, this::take);
    }
  }

  @Override
  public void ended(String how) {
    if (state == State.OPENING) {
      state = State.FAILED;
      ending = how;
    } else if (state == State.OPEN) {
      state = left ? State.DROPPED : State.CLOSED;
      closeCode = NO_CLOSE_FRAME;
      ending = how;
    }
  }

  private void readHead(ByteBuffer bytes) {
    while (head != null && bytes.hasRemaining()) {
      byte next = bytes.get();
      head.write(next);
      if (next == '\n' && endsHead(head.toByteArray())) {
        judge(head.toByteArray());
        head = null;
      }
    }
  }

  private static boolean endsHead(byte[] soFar) {
    int from = soFar.length - END_OF_HEAD.length;
    return from >= 0
        && Arrays.equals(soFar, from, soFar.length, END_OF_HEAD, 0, END_OF_HEAD.length);
  }

  private void judge(byte[] answer) {
    try {
      if (!handshake.isAcceptedBy(HttpAnswer.read(new ByteArrayInputStream(answer), "HEAD"))) {
        throw new IOException("not accepted");
      }
      state = State.OPEN;
      if (plan.greeting() != null) {
        send(plan.greeting().apply(number));
      }
    } catch (IOException e) {
      ended(new String(answer, StandardCharsets.UTF_8).lines().findFirst().orElse("nothing"));
    }
  }

  private void take(Frame frame) {
    switch (frame.opcode()) {
      case Frame.PING -> send(Frame.of(Frame.PONG, frame.payload()));
      case Frame.PONG -> {}
      case Frame.CLOSE -> takeClose(frame);
      default -> takeMessage(frame);
    }
  }

  private void takeClose(Frame frame) {
    if (left) {
      state = State.DROPPED;
    } else if (state == State.OPEN) {
      state = State.CLOSED;
      closeCode = frame.closeCode();
      ending = closeCode + " " + frame.closeReason();
      send(Frame.close(closeCode == Frame.NO_CODE ? null : closeCode, ""));
    }
  }

  private void takeMessage(Frame frame) {
    if (frame.opcode() != Frame.CONTINUATION) {
      opcode = frame.opcode();
    }
    if (fragments == null && frame.fin()) {
      tally.count(opcode, frame.payload());
      return;
    }
    if (fragments == null) {
      fragments = new ByteArrayOutputStream();
    }
    fragments.writeBytes(frame.payload());
    if (frame.fin()) {
      tally.count(opcode, fragments.toByteArray());
      fragments = null;
    }
  }
}
