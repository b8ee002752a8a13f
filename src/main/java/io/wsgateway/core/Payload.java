package io.wsgateway.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * What one WebSocket message carries: text or bytes; or a protocol ping, which carries nothing.
 * Immutable and shared: one payload serves every connection that gets it, and each of its two forms
 * is made at most once per thread that asks for it first.
 */
public final class Payload {
  /** A protocol ping, which takes its place among the messages. */
  static final Payload PING = new Payload(true, new byte[0], null);

  private final boolean binary;
  private final byte[] bytes;
  // A benign race: two threads may both decode, to equal strings.
  private volatile @Nullable String text;

  private Payload(boolean binary, byte[] bytes, @Nullable String text) {
    this.binary = binary;
    this.bytes = bytes;
    this.text = text;
  }

  /** A text message. Lone surrogates, which UTF-8 cannot express, become question marks. */
  public static Payload text(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    // Only a string that survives encoding may be kept beside its bytes.
    return new Payload(false, bytes, null);
  }

  /**
   * A text message from its UTF-8 form. The array is not copied and must not be changed afterwards.
   */
  public static Payload utf8(byte[] bytes) {
    return new Payload(false, bytes, null);
  }

  /** A binary message. The array is not copied and must not be changed afterwards. */
  public static Payload binary(byte[] bytes) {
    return new Payload(true, bytes, null);
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

  @Override
  public String toString() {
    return (binary ? "binary of " : "text of ") + bytes.length + " bytes";
  }
}
