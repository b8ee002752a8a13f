package io.wsgateway.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one WebSocket message carries: text or bytes; or a protocol ping, which carries nothing.
 * Immutable and shared: one payload serves every connection that gets it, and each of its two forms
 * is made at most once per thread that asks for it first.
 */
public final class Payload {
  /** A protocol ping, which takes its place among the messages. */
  public static final Payload PING = new Payload(true, new byte[0], 0);

  private final boolean binary;
  private final byte[] bytes;
  private final long accepted;
  // A benign race: two threads may both decode, to equal strings.
  private volatile @Nullable String text;
  private volatile byte @Nullable [] frame;
  // Of who measures memory, one thread at a time.
  private int seen;

  private Payload(boolean binary, byte[] bytes, long accepted) {
    this.binary = binary;
    this.bytes = bytes;
    this.accepted = accepted;
  }

  /** A text message. Lone surrogates, which UTF-8 cannot express, become question marks. */
  public static Payload text(String text) {
    // Only a string that survives encoding may be kept beside its bytes, so this one is not.
    return new Payload(false, text.getBytes(UTF_8), 0);
  }

  /**
   * A text message from its UTF-8 form. The array is not copied and must not be changed afterwards.
   */
  public static Payload utf8(byte[] bytes) {
    return new Payload(false, bytes, 0);
  }

  /** A binary message. The array is not copied and must not be changed afterwards. */
  public static Payload binary(byte[] bytes) {
    return new Payload(true, bytes, 0);
  }

  /** The same, carrying at what moment of {@link System#nanoTime} it was accepted. */
  Payload acceptedAt(long nanos) {
    // 0 says that it is not timed; a nanosecond does not matter.
    Payload timed = new Payload(binary, bytes, nanos == 0 ? 1 : nanos);
    timed.text = text;
    return timed;
  }

  /** Whether it says when it was accepted. */
  boolean isTimed() {
    return accepted != 0;
  }

  /** At what moment of {@link System#nanoTime}; without meaning unless it is timed. */
  long accepted() {
    return accepted;
  }

  /** Whether this is no message, but a ping of the WebSocket protocol. */
  public boolean isPing() {
    return this == PING;
  }

  /** Whether this is a binary message. */
  public boolean isBinary() {
    return binary;
  }

  /** Size on the wire without the frame's head, in bytes. */
  public int size() {
    return bytes.length;
  }

  /** The bytes, UTF-8 if this is text. Not a copy: never change them. */
  public byte[] bytes() {
    return bytes;
  }

  /** The text; of a binary message, its bytes read as UTF-8. */
  public String text() {
    String known = text;
    if (known == null) {
      known = new String(bytes, UTF_8);
      text = known;
    }
    return known;
  }

  /**
   * The frame that is written for it, made by whoever asks first and then shared: never change it.
   *
   * @param maker makes it from this payload; all that ask have the same
   */
  public byte[] frame(Function<Payload, byte[]> maker) {
    byte[] known = frame;
    if (known == null) {
      // A benign race, as with the text.
      known = maker.apply(this);
      frame = known;
    }
    return known;
  }

  /**
   * How much memory this takes, roughly, if it was not counted yet. By one thread at a time.
   *
   * @param round what that count is called; another one begins anew
   */
  long measure(int round) {
    if (seen == round) {
      return 0;
    }
    seen = round;
    byte[] made = frame;
    String decoded = text;
    return (long) bytes.length
        + (made == null ? 0 : made.length)
        + (decoded == null ? 0 : decoded.length());
  }

  @Override
  public String toString() {
    return (binary ? "binary of " : "text of ") + bytes.length + " bytes";
  }
}
