package io.wsgateway.push;

import java.util.ArrayList;
import java.util.List;

/**
 * A command of a page's fenced blocks, and what the page says that it prints.
 *
 * @param line without the prompt
 * @param output without the last line feed
 */
record PastedCommand(String line, String output) {

  /** Those that begin with a prompt and a program, in their order. */
  static List<PastedCommand> of(String page, String start) {
    List<PastedCommand> commands = new ArrayList<>();
    boolean fenced = false;
    String line = "";
    StringBuilder output = new StringBuilder();
    for (String text : page.lines().toList()) {
      boolean fence = text.startsWith("```");
      if (fence || (fenced && text.startsWith("$ "))) {
        if (!line.isEmpty()) {
          commands.add(new PastedCommand(line, output.toString().strip()));
        }
        line = !fence && text.startsWith(start) ? text.substring(2) : "";
        output.setLength(0);
      } else if (fenced) {
        output.append(text).append('\n');
      }
      fenced ^= fence;
    }
    return commands;
  }

  /** An answer with the same text in place of what differs from day to day. */
  static String shape(String output) {
    return output
        .replaceAll("\"id\":\"[^\"]+\"", "\"id\":\"...\"")
        .replaceAll("\"(due|since)\":\"[^\"]+\"", "\"$1\":\"...\"")
        .replaceAll("(?<![0-9])[0-9]{8,16}(?![0-9])", "NUMBER");
  }
}
