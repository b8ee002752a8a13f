package io.wsgateway.client;

import static io.wsgateway.client.Event.Kind.BINARY;
import static io.wsgateway.client.Event.Kind.CLOSE;
import static io.wsgateway.client.Event.Kind.END;
import static io.wsgateway.client.Event.Kind.PING;
import static io.wsgateway.client.Event.Kind.PONG;
import static io.wsgateway.client.Event.Kind.TEXT;
import static io.wsgateway.client.Event.Kind.VIOLATION;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Turns the frames of one server into events, on a daemon thread of its own, until they end. */
final class FrameReader implements Runnable {
  private final DataInputStream in;
  private final Consumer<Event> events;
  private final Consumer<Frame> controls;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition resumed = lock.newCondition();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private int messageOpcode;
  private boolean stalled;

  /**
   * A reader that is not running yet.
   *
   * @param controls told of every ping and close after its event, to answer them
   */
  FrameReader(DataInputStream in, Consumer<Event> events, Consumer<Frame> controls) {
    this.in = in;
    this.events = events;
    this.controls = controls;
  }

  void start(String name) {
    var thread = new Thread(this, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops reading after the frame that is being read, or goes on. */
  void stall(boolean stop) {
    lock.lock();
    try {
      stalled = stop;
      resumed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    try {
      while (true) {
        lock.lock();
        try {
          while (stalled) {
            resumed.awaitUninterruptibly();
          }
        } finally {
          lock.unlock();
        }
        take(Frame.read(in));
      }
    } catch (IOException | ArithmeticException e) {
      boolean reset = String.valueOf(e.getMessage()).contains("reset");
      events.accept(Event.of(END, reset ? "reset" : "fin"));
    }
  }

  private void take(Frame frame) {
    if (frame.masked() || frame.reserved() != 0) {
      events.accept(Event.of(VIOLATION, "masked or reserved bits set, opcode " + frame.opcode()));
    }
    switch (frame.opcode()) {
      case Frame.PING -> events.accept(Event.of(PING, frame.text()));
      case Frame.PONG -> events.accept(Event.of(PONG, frame.text()));
      case Frame.CLOSE -> events.accept(new Event(CLOSE, frame.closeReason(), frame.closeCode()));
      case Frame.TEXT, Frame.BINARY, Frame.CONTINUATION -> takePart(frame);
      default -> events.accept(Event.of(VIOLATION, "unknown opcode " + frame.opcode()));
    }
    if (frame.opcode() == Frame.PING || frame.opcode() == Frame.CLOSE) {
      controls.accept(frame);
    }
  }

  private void takePart(Frame frame) {
    boolean first = frame.opcode() != Frame.CONTINUATION;
    if (first == messageOpcode > 0) {
      events.accept(Event.of(VIOLATION, "fragments out of order, opcode " + frame.opcode()));
    }
    if (first) {
      messageOpcode = frame.opcode();
      message.reset();
    }
    message.writeBytes(frame.payload());
    if (frame.fin()) {
      events.accept(
          messageOpcode == Frame.BINARY
              ? Event.of(BINARY, HexFormat.of().formatHex(message.toByteArray()))
              : Event.of(TEXT, message.toString(StandardCharsets.UTF_8)));
      messageOpcode = 0;
      message.reset();
    }
  }
}
