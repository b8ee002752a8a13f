package io.wsgateway.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The thread that serves a share of a swarm's connections. */
final class SwarmLoop implements Runnable {
  private static final int BUFFER = 256 * 1024;

  private final List<SwarmMember> members;
  private final Queue<SwarmMember> waiting;
  private final List<SwarmMember> dialling = new ArrayList<>();
  private final InetSocketAddress address;
  private final int dials;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private boolean stopped;

  SwarmLoop(List<SwarmMember> members, InetSocketAddress address, int dials) {
    this.members = members;
    this.address = address;
    this.dials = dials;
    waiting = new ArrayDeque<>(members);
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void start(String name) {
    var thread = new Thread(this, name);
    thread.setDaemon(true);
    thread.start();
  }

  List<SwarmMember> members() {
    return members;
  }

  /** Runs a task on the loop's thread and waits until it has run. */
  void call(Runnable task) {
    var done = new CompletableFuture<Void>();
    tasks.add(
        () -> {
          try {
            task.run();
            done.complete(null);
          } catch (RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    selector.wakeup();
    done.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** Ends all connections and the thread. */
  void stop() {
    call(
        () -> {
          members.forEach(SwarmMember::drop);
          stopped = true;
        });
  }

  @Override
  public void run() {
    try (selector) {
      while (!stopped) {
        dial();
        selector.select(this::serve, 1_000);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void dial() {
    dialling.removeIf(member -> member.state() != SwarmMember.State.OPENING);
    while (dialling.size() < dials && !waiting.isEmpty()) {
      SwarmMember next = waiting.remove();
      if (next.state() == SwarmMember.State.OPENING) {
        next.dial(selector, address);
        dialling.add(next);
      }
    }
  }

  private void serve(SelectionKey key) {
    ((SwarmLink) key.attachment()).ready(buffer);
  }
}
