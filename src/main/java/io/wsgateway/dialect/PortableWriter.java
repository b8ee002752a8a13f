package io.wsgateway.dialect;

import io.wsgateway.core.Payload;
import io.wsgateway.core.Transport.Completion;
import io.wsgateway.dialect.nativetransport.FrameWriter;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes with the standard API alone, so it serves on every container. Where that honours batching,
 * some messages go out together; elsewhere, which is on Payara, each by itself. The next go when
 * the container has told that these are written. The blocking remote is never used, since it waits
 * for ever on a peer that stopped reading.
 */
final class PortableWriter implements FrameWriter {
  /**
   * So many messages go out together. What one system call costs is shared by enough then, and
   * WildFly takes 16 kB of its own for each that waits for a client that does not read.
   */
  private static final int MOST_AT_ONCE = 64;

  private final RemoteEndpoint.Async remote;
  private final boolean batching;

  PortableWriter(Session session) {
    remote = session.getAsyncRemote();
    batching = isBatching(remote);
  }

  private static boolean isBatching(RemoteEndpoint.Async remote) {
    try {
      remote.setBatchingAllowed(true);
      boolean honoured = remote.getBatchingAllowed();
      // As long as it is on, WildFly sends no pong.
      remote.setBatchingAllowed(false);
      return honoured;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void write(List<Payload> messages, Completion done) {
    new Run(messages, done).proceed();
  }

  /**
   * Messages that are being written. Containers may tell of a write while the call that started it
   * has not returned, so {@link #proceed} counts its callers instead of calling itself.
   */
  private final class Run implements SendHandler {
    private final List<Payload> messages;
    private final AtomicReference<@Nullable Completion> pending;
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicInteger unwritten = new AtomicInteger();
    private int next;

    Run(List<Payload> messages, Completion done) {
      this.messages = messages;
      pending = new AtomicReference<>(done);
    }

    @Override
    public void onResult(SendResult result) {
      if (!result.isOK()) {
        end(result.getException());
        return;
      }
      Completion told = pending.get();
      if (told != null) {
        told.wroteSome();
      }
      if (unwritten.decrementAndGet() == 0) {
        proceed();
      }
    }

    void proceed() {
      if (steps.getAndIncrement() != 0) {
        return;
      }
      do {
        if (next == messages.size()) {
          end(null);
          return;
        }
        try {
          sendSome();
        } catch (IOException | RuntimeException e) {
          end(e);
          return;
        }
      } while (steps.decrementAndGet() != 0);
    }

    private void end(@Nullable Throwable failure) {
      Completion done = pending.getAndSet(null);
      if (done != null) {
        done.complete(failure);
      }
    }

    private void sendSome() throws IOException {
      if (messages.get(next).isPing()) {
        next++;
        remote.sendPing(ByteBuffer.allocate(0));
        // Containers do not tell when it is written; what comes after it queues up behind it.
        proceed();
        return;
      }
      List<Payload> some = messages.subList(next, end(next));
      next += some.size();
      unwritten.set(some.size());
      if (some.size() == 1) {
        send(some.get(0));
        return;
      }
      remote.setBatchingAllowed(true);
      try {
        some.forEach(this::send);
      } finally {
        remote.setBatchingAllowed(false);
        remote.flushBatch();
      }
    }

    /** Behind the last that goes out together with the first; a ping would not wait its turn. */
    private int end(int first) {
      int end = first + 1;
      int most = batching ? Math.min(messages.size(), first + MOST_AT_ONCE) : end;
      while (end < most && !messages.get(end).isPing()) {
        end++;
      }
      return end;
    }

    private void send(Payload message) {
      if (message.isBinary()) {
        remote.sendBinary(ByteBuffer.wrap(message.bytes()), this);
      } else {
        remote.sendText(message.text(), this);
      }
    }
  }
}
