package io.wsgateway.api;

import java.io.ByteArrayOutputStream;

/**
 * Cuts bytes into lines as they come, however they were cut on their way. A line ends with LF; a CR
 * before it is left to whoever reads the line, to whom it is blank. Of a line that is too long
 * nothing is kept. One thread at a time.
 */
final class LineCutter {
  /** Most lines are shorter. */
  private static final int USUAL = 512;

  /** What every stream may keep of a line without asking for room. */
  static final int SMALL = 1 << 16;

  private final long limit;
  private final Room room;
  private final Taker taker;
  private ByteArrayOutputStream begun = new ByteArrayOutputStream(0);
  private boolean tooLong;
  private boolean noRoom;
  private long taken;

  /** Takes lines. */
  interface Taker {
    /** A line without its end; the bytes are the taker's own. */
    void line(byte[] bytes);

    /** A line that had more bytes than are allowed. */
    void tooLong();

    /** A line that was not too long by itself, but there were too many long ones at once. */
    void noRoom();
  }

  /** Memory that all share for lines that are not small. */
  interface Room {
    /** Takes bytes, if there are as many. */
    boolean take(long bytes);

    /** Gives back what was taken. */
    void giveBack(long bytes);
  }

  /**
   * @param limit how many bytes a line may have
   */
  LineCutter(long limit, Room room, Taker taker) {
    this.limit = limit;
    this.room = room;
    this.taker = taker;
  }

  /** More bytes. */
  void take(byte[] bytes, int length) {
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        keep(bytes, from, i);
        end();
        from = i + 1;
      }
    }
    keep(bytes, from, length);
  }

  /** No more come; the last line may have no end. */
  void finish() {
    if (tooLong || noRoom || begun.size() > 0) {
      end();
    }
  }

  /** Forgets the line that has begun. */
  void abandon() {
    begun = new ByteArrayOutputStream(0);
    room.giveBack(taken);
    taken = 0;
  }

  private void keep(byte[] bytes, int from, int to) {
    if (tooLong || noRoom || from == to) {
      return;
    }
    long size = (long) begun.size() + to - from;
    if (size > limit) {
      tooLong = true;
      abandon();
    } else if (!hasRoom(size)) {
      noRoom = true;
      abandon();
    } else {
      begun.write(bytes, from, to - from);
    }
  }

  /** A growing line takes twice what it has; that is taken at once. */
  private boolean hasRoom(long size) {
    if (size <= SMALL || size <= taken) {
      return true;
    }
    long more = 2 * size - taken;
    if (!room.take(more)) {
      return false;
    }
    taken += more;
    return true;
  }

  private void end() {
    if (tooLong || noRoom) {
      boolean wasTooLong = tooLong;
      tooLong = false;
      noRoom = false;
      if (wasTooLong) {
        taker.tooLong();
      } else {
        taker.noRoom();
      }
      return;
    }
    byte[] line = begun.toByteArray();
    if (line.length > USUAL) {
      abandon();
    } else {
      begun.reset();
    }
    taker.line(line);
  }
}
