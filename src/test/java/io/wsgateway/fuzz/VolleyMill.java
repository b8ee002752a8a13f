package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.client.Frame;
import java.util.Arrays;
import java.util.List;

/** Makes frames of messages: mostly proper ones, whose content is mutated. One thread. */
final class VolleyMill {
  private static final int FIN = 0x80;

  private final List<String> messages;
  private final int largest;

  /**
   * @param messages valid ones
   * @param largest size that the dialect takes, in bytes
   */
  VolleyMill(List<String> messages, int largest) {
    this.messages = messages;
    this.largest = largest;
  }

  /** One frame, or several that are one message, after which the connection can go on. */
  byte[] proper(Dice dice) {
    byte[] content = Mutations.of(dice.pick(messages), dice);
    int opcode = isUtf8(content) && dice.percent(85) ? Frame.TEXT : Frame.BINARY;
    return switch (dice.below(20)) {
      case 0, 1, 2 -> fragments(opcode, content, dice);
      case 3 -> FrameBytes.of(dice.pick(Frame.PING, Frame.PONG), dice.bytes(dice.below(126)));
      case 4 -> fragments(opcode, new byte[dice.below(3)], dice);
      default -> FrameBytes.of(opcode, content);
    };
  }

  /** Something that no server has to put up with, so that the connection may end. */
  byte[] improper(Dice dice) {
    byte[] content = Mutations.of(dice.pick(messages), dice);
    return switch (dice.below(16)) {
      case 0 -> FrameBytes.withFirstByte(FIN | dice.between(1, 7) << 4 | Frame.TEXT, content);
      case 1 ->
          FrameBytes.withFirstByte(FIN | dice.pick(3, 4, 5, 6, 7, 11, 12, 13, 14, 15), content);
      case 2 ->
          FrameBytes.of(
              dice.pick(Frame.PING, Frame.PONG, Frame.CLOSE),
              dice.bytes(dice.between(126, 70_000)));
      case 3 ->
          FrameBytes.withFirstByte(dice.pick(Frame.PING, Frame.PONG, Frame.CLOSE), new byte[5]);
      case 4 -> Frame.of(Frame.CONTINUATION, content).withFin(dice.percent(50)).bytes();
      case 5 ->
          FrameBytes.joined(
              Frame.of(Frame.TEXT, content).withFin(false).bytes(),
              FrameBytes.of(Frame.TEXT, content));
      case 6 -> Frame.of(Frame.TEXT, content).unmasked().bytes();
      case 7 -> FrameBytes.of(Frame.CLOSE, closeWith(dice));
      case 8 -> FrameBytes.of(Frame.TEXT, broken(content, dice));
      case 9 ->
          FrameBytes.joined(
              Frame.of(Frame.TEXT, broken(content, dice)).withFin(false).bytes(),
              FrameBytes.of(Frame.CONTINUATION, content));
      case 10 -> FrameBytes.announcing(FIN | Frame.TEXT, lyingLength(dice), content, dice);
      case 11 -> FrameBytes.of(dice.pick(Frame.TEXT, Frame.BINARY), tooMuch(dice));
      case 12 -> fragments(Frame.TEXT, tooMuch(dice), dice);
      case 13 -> unfinished(content, dice);
      case 14 -> dice.bytes(dice.between(1, 300));
      default -> ByteMutations.flipped(FrameBytes.of(Frame.TEXT, content), dice);
    };
  }

  private static byte[] fragments(int opcode, byte[] content, Dice dice) {
    int count = dice.between(2, 6);
    byte[][] parts = new byte[2 * count][];
    int from = 0;
    for (int i = 0; i < count; i++) {
      int to = i == count - 1 ? content.length : from + dice.below(content.length - from + 1);
      byte[] part = Arrays.copyOfRange(content, from, to);
      parts[2 * i] =
          Frame.of(i == 0 ? opcode : Frame.CONTINUATION, part).withFin(i == count - 1).bytes();
      boolean between = i < count - 1 && dice.percent(20);
      parts[2 * i + 1] = between ? FrameBytes.of(Frame.PING, part(content, 125)) : new byte[0];
      from = to;
    }
    return FrameBytes.joined(parts);
  }

  private static byte[] unfinished(byte[] content, Dice dice) {
    byte[] frame = FrameBytes.of(Frame.TEXT, content);
    return dice.percent(50)
        ? Arrays.copyOf(frame, dice.below(frame.length))
        : Frame.of(Frame.TEXT, content).withFin(false).bytes();
  }

  private static byte[] closeWith(Dice dice) {
    byte[] reason =
        dice.pick(new byte[0], dice.bytes(dice.below(124)), dice.pick(Oddities.BROKEN_UTF8));
    int code =
        dice.pick(0, 1, 999, 1003, 1004, 1005, 1006, 1015, 1016, 2999, 3000, 4999, 5000, 65_535);
    return dice.percent(10)
        ? dice.bytes(1)
        : FrameBytes.joined(new byte[] {(byte) (code >> 8), (byte) code}, reason);
  }

  private static long lyingLength(Dice dice) {
    return dice.pick(
        (long) dice.below(130),
        (long) dice.between(0, 1 << 20),
        1L << 31,
        (1L << 32) + 5,
        1L << 40,
        Long.MAX_VALUE,
        -1L,
        Long.MIN_VALUE);
  }

  private byte[] tooMuch(Dice dice) {
    byte[] content = new byte[largest + dice.pick(1, 1, 2, largest)];
    Arrays.fill(content, dice.pick("x", ":", "[", "\0").getBytes(UTF_8)[0]);
    return content;
  }

  private static byte[] broken(byte[] content, Dice dice) {
    int at = dice.below(content.length + 1);
    return ByteMutations.replaced(content, at, at, dice.pick(Oddities.BROKEN_UTF8));
  }

  private static byte[] part(byte[] content, int most) {
    return Arrays.copyOf(content, Math.min(most, content.length));
  }

  private static boolean isUtf8(byte[] content) {
    return Arrays.equals(content, new String(content, UTF_8).getBytes(UTF_8));
  }
}
