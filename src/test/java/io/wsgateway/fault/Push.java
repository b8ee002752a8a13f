package io.wsgateway.fault;

/**
 * One message that a test has published. Times are those of {@link System#nanoTime}.
 *
 * @param stream what it belongs to: all messages of one publisher to one destination
 * @param number its place there, from 0 on
 * @param start when it was given to the node
 */
record Push(String stream, int number, long start) {
  private static final char MARK = '#';

  /** What clients see: the stream, the number, and something to make it long. */
  String text(String filling) {
    return stream + MARK + number + " " + filling;
  }

  /** The stream of a text. */
  static String streamOf(String text) {
    return text.substring(0, mark(text));
  }

  /** The number in a text. */
  static int numberOf(String text) {
    int end = text.indexOf(' ');
    return Integer.parseInt(text.substring(mark(text) + 1, end < 0 ? text.length() : end));
  }

  private static int mark(String text) {
    int mark = text.indexOf(MARK);
    if (mark < 0) {
      throw new IllegalArgumentException("Not a numbered message: " + text);
    }
    return mark;
  }
}
