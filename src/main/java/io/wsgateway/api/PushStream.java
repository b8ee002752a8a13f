package io.wsgateway.api;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines from a request, has each published, and writes the answers in their order, while more
 * lines come: with a thread only as long as there is something to do, and in turns with other
 * streams. It reads no more while too much is without an answer, or while nobody reads the answers.
 *
 * <p>Servers call it on their threads, which are not to wait: they only wake it. All else is done
 * by one thread at a time, in {@link #turn}.
 */
final class PushStream implements ReadListener, WriteListener {
  private static final System.Logger LOG = System.getLogger(PushStream.class.getName());

  /** After that many bytes it is others' turn. */
  private static final int TURN = 1 << 16;

  private static final int BUFFER = 8_192;

  /** Of all publications without an answer together, as of those of a batch. */
  private static final int MAX_DESTINATIONS = 10_000;

  /** How long the rest of a request is read, and left, that is over for this side. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private final Streams streams;
  private final AsyncContext context;
  private final ServletInputStream in;
  private final ServletOutputStream out;
  private final StreamedLines lines;
  private final LineCutter cutter;
  // One at first, for the beginning: time may pass, and servers may call, before it has begun.
  private final AtomicInteger wakes = new AtomicInteger(1);
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean canRead;
  private volatile boolean canWrite;
  private volatile boolean broken;
  // At first the head of the answer, which tells the other side that it may send.
  private volatile boolean unflushed = true;
  private volatile @Nullable StreamEnd wanted;

  // Touched only by the thread that has the turn.
  private final byte[] buffer = new byte[BUFFER];
  private final Deque<StreamedAnswer> unanswered = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private final long begin = System.nanoTime();
  private int destinations;
  private long lastHeard = begin;
  private long lastWritten = begin;
  private long endTold;
  private boolean allRead;
  private boolean lastSaid;
  private @Nullable StreamEnd end;

  PushStream(Streams streams, AsyncContext context, StreamedLines lines, long maxLength)
      throws IOException {
    this.streams = streams;
    this.context = context;
    this.in = context.getRequest().getInputStream();
    this.out = context.getResponse().getOutputStream();
    this.lines = lines;
    cutter = new LineCutter(maxLength, streams, new Taker());
  }

  /** Begins. Called by the thread that serves the request. */
  void start() {
    in.setReadListener(this);
    out.setWriteListener(this);
    streams.run(this::turn, this::finish);
  }

  /** Ends it, with a last line that says why. Any thread. */
  void end(StreamEnd why) {
    wanted = why;
    wake();
  }

  /** Time has passed. Any thread. */
  void tick() {
    // Servers that could write only a part of what was flushed keep the rest to themselves.
    unflushed = true;
    wake();
  }

  @Override
  public void onDataAvailable() {
    canRead = true;
    wake();
  }

  @Override
  public void onAllDataRead() {
    canRead = true;
    wake();
  }

  @Override
  public void onWritePossible() {
    canWrite = true;
    wake();
  }

  @Override
  public void onError(Throwable failure) {
    LOG.log(DEBUG, "Whoever pushed has hung up", failure);
    broken = true;
    wake();
  }

  private void wake() {
    if (wakes.getAndIncrement() == 0) {
      streams.run(this::turn, this::finish);
    }
  }

  private void turn() {
    int seen = wakes.get();
    boolean more = false;
    try {
      more = !over.get() && work();
    } catch (IOException | RuntimeException e) {
      LOG.log(DEBUG, "A stream broke off", e);
      finish();
    } catch (Error e) { // or it would hang, and count, for ever
      LOG.log(WARNING, "A stream failed and was ended", e);
      finish();
    }
    if (more || wakes.addAndGet(-seen) != 0) {
      streams.run(this::turn, this::finish);
    }
  }

  /** Whether there is more to do at once. */
  private boolean work() throws IOException {
    if (broken) {
      finish();
      return false;
    }
    long now = System.nanoTime();
    boolean more = read(now);
    boolean wasFull = !hasRoom();
    write(now);
    judge(now);
    return more || (wasFull && hasRoom());
  }

  /** Whether there is more to read at once. What comes after the end is left. */
  private boolean read(long now) throws IOException {
    for (int left = TURN; canRead && !allRead && hasRoom(); ) {
      if (left <= 0) {
        return true;
      }
      int count = readSome();
      if (count == 0) {
        return false;
      }
      if (count < 0) {
        allRead = true;
        if (end == null) {
          cutter.finish();
        }
        return false;
      }
      left -= count;
      lastHeard = now;
      if (end == null) {
        cutter.take(buffer, count);
      }
    }
    return false;
  }

  /**
   * How many bytes are in the buffer now; 0 if none have come, and -1 if this was all. The server
   * is asked once, and calls when that changes: it might be doing so just now, and some do not bear
   * to be asked meanwhile.
   */
  private int readSome() throws IOException {
    canRead = false;
    if (in.isReady()) {
      canRead = true;
      return in.read(buffer);
    }
    // To Payara a request is finished when all of it has come, though not all of it was read.
    return in.isFinished() && in.available() <= 0 ? -1 : 0;
  }

  /** Whether the server takes more; it is asked once, as for reading. */
  private boolean isWritable() {
    if (!canWrite) {
      return false;
    }
    canWrite = false;
    boolean is = out.isReady();
    if (is) {
      canWrite = true;
    }
    return is;
  }

  private boolean hasRoom() {
    return end != null
        || (unanswered.size() < streams.inFlight() && destinations < MAX_DESTINATIONS);
  }

  private final class Taker implements LineCutter.Taker {
    @Override
    public void line(byte[] bytes) {
      if (end == null) {
        add(lines.take(bytes));
      }
    }

    @Override
    public void tooLong() {
      if (end == null) {
        add(lines.tooLong());
      }
    }

    @Override
    public void noRoom() {
      if (end == null) {
        add(lines.noRoom());
      }
    }

    private void add(@Nullable StreamedAnswer answer) {
      if (answer != null) {
        unanswered.add(answer);
        destinations += answer.receipts().size();
        CompletionStage<Void> settled = answer.settled();
        if (!answer.settled().isDone()) {
          settled.whenComplete((done, failure) -> wake());
        }
        end = lines.end();
      }
    }
  }

  private void write(long now) throws IOException {
    while (hasMoreToSay() && isWritable()) {
      text.setLength(0);
      while (text.length() < TURN && isNextSettled()) {
        StreamedAnswer answer = unanswered.remove();
        destinations -= answer.receipts().size();
        answer.writeTo(text);
      }
      if (end != null && unanswered.isEmpty() && !lastSaid) {
        end.writeTo(text);
        lastSaid = true;
        endTold = now;
      }
      out.write(text.toString().getBytes(UTF_8));
      unflushed = true;
      lastWritten = now;
    }
    if (unflushed && isWritable()) {
      unflushed = false;
      out.flush();
      lastWritten = now;
    }
  }

  private boolean hasMoreToSay() {
    return isNextSettled() || (end != null && unanswered.isEmpty() && !lastSaid);
  }

  private boolean isNextSettled() {
    StreamedAnswer next = unanswered.peek();
    return next != null && next.settled().isDone();
  }

  /** Whether it is to end, or has. */
  private void judge(long now) {
    Duration patience = streams.idleTimeout();
    if (now - lastWritten > patience.toNanos() && (!unanswered.isEmpty() || end != null)) {
      // Nobody reads what it says.
      finish();
    } else if (unanswered.isEmpty() && allRead && (end == null || lastSaid)) {
      finish();
    } else if (lastSaid && now - endTold > LINGER.toNanos()) {
      finish();
    } else if (end == null) {
      end = whyEnd(now, patience);
      if (end != null) {
        wake();
      }
    }
  }

  private @Nullable StreamEnd whyEnd(long now, Duration patience) {
    if (wanted != null) {
      return wanted;
    }
    if (now - begin > streams.maxTime().toNanos()) {
      return StreamEnd.TIME;
    }
    boolean idle = now - lastHeard > patience.toNanos() && unanswered.isEmpty();
    return idle ? StreamEnd.IDLE : null;
  }

  private void finish() {
    if (over.compareAndSet(false, true)) {
      streams.left(this);
      cutter.abandon();
      try {
        context.complete();
      } catch (IllegalStateException e) {
        LOG.log(DEBUG, "It was complete already", e);
      }
    }
  }
}
