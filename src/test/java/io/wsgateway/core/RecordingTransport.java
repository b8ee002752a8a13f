package io.wsgateway.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Remembers what was written; a write is complete at once, or when the test says so. */
final class RecordingTransport implements Transport {
  final List<List<String>> writes = Collections.synchronizedList(new ArrayList<>());
  final List<DisconnectReason> closes = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean open = true;
  private final List<Completion> pending = new ArrayList<>();
  private volatile boolean held;
  private volatile CompletableFuture<Void> closed = CompletableFuture.completedFuture(null);

  private RecordingTransport(boolean held) {
    this.held = held;
  }

  static RecordingTransport immediate() {
    return new RecordingTransport(false);
  }

  static RecordingTransport held() {
    return new RecordingTransport(true);
  }

  /** The connection ends, and nobody is told. */
  void end() {
    open = false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** From now on no write is complete before the test says so: the client reads no more. */
  void stall() {
    held = true;
  }

  @Override
  public void write(List<Payload> messages, Completion done) {
    writes.add(messages.stream().map(Payload::text).toList());
    if (held) {
      pending.add(done);
    } else {
      done.complete(null);
    }
  }

  @Override
  public CompletionStage<Void> close(DisconnectReason reason) {
    closes.add(reason);
    return closed;
  }

  /** From now on no close is done before the test says so. */
  void stallCloses() {
    closed = new CompletableFuture<>();
  }

  void completeClose() {
    closed.complete(null);
  }

  /** The client reads, but has not read all. */
  void writeSome() {
    pending.get(0).wroteSome();
  }

  void completeWrite() {
    pending.remove(0).complete(null);
  }

  void failWrite() {
    pending.remove(0).complete(new java.io.IOException("the peer is gone"));
  }

  List<String> messages() {
    return writes.stream().flatMap(List::stream).toList();
  }
}
