package io.wsgateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The reference of all settings as Markdown, made of the one properties file: {@code --- NAME ---}
 * begins a chapter; a comment is about the keys below it, up to the next empty line; what is
 * indented in it is a list of words and what they mean.
 */
final class ConfigurationReference {
  private static final Pattern CHAPTER = Pattern.compile("# -{3,} (.+?) -{3,}");
  private static final Pattern ENTRY = Pattern.compile(" {2,4}(\\S+)(?: {2,}(.*))?");
  private static final String INTRODUCTION =
      """
      # Configuration

      <!-- Made of META-INF/microprofile-config.properties; write it anew with
           mvn test -Dtest=ConfigurationReferenceTest -Dwrite=true -->

      Every setting of the gateway with its default, whether another value takes effect when the configuration is reloaded or when the
      application is started again, and what it means.

      **Where values come from.** Environment variables, `GATEWAY_REDIS_URI` for `gateway.redis.uri`; system properties; whatever
      else the server offers to MicroProfile Config; and a file that `gateway.config.file` names, itself set by any of these:

          gateway.keys=backend
          gateway.key.backend.secret=...
          gateway.limit.connections=50000

      At start the log says what differs from the defaults, where that comes from, and which keys do not exist, with the one that
      was perhaps meant. Secrets are not shown. The same at any time: `GET /api/v1/nodes/self/configuration`.

      **Reloading.** `POST /api/v1/nodes/self/reload`, JMX, or the console have a node read everything again; environment variables and
      system properties stay what they were when the server started. A reload is all or nothing: if there is a bad value, or the
      file cannot be read, nothing changes, and the answer and the log say all faults. Else the answer names the keys that have
      changed, and those that wait for a restart and keep their old values until then. Each node has its own configuration.

      - A key that is taken out is refused at its next call. A key whose rate stays the same has used up what it had used up.
      - An app's new secret or rule counts from the next handshake, token or command on; whoever is connected stays.
      - Connections of an app that is not served any more are closed with code 4012. Others stay, even if there are more of them than
        may be now.
      - Limits of what clients send hold at once, for whoever is connected as well.
      - Roles that rules of apps with `auth=realm` name have to be named when the application starts.
      """;

  private final StringBuilder page = new StringBuilder(INTRODUCTION);
  private final List<String> comment = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  private ConfigurationReference() {}

  static String of(List<String> lines) {
    ConfigurationReference reference = new ConfigurationReference();
    lines.forEach(reference::read);
    reference.end();
    return reference.page.toString();
  }

  private void read(String line) {
    Matcher chapter = CHAPTER.matcher(line);
    if (chapter.matches()) {
      end();
      page.append("\n## ").append(chapter.group(1)).append('\n');
    } else if (line.isBlank()) {
      end();
    } else if (line.startsWith("#")) {
      comment.add(line.substring(1));
    } else {
      keys.add(line);
    }
  }

  private void end() {
    if (!keys.isEmpty()) {
      page.append('\n');
      keys.forEach(
          line -> {
            String key = line.substring(0, line.indexOf('='));
            page.append("- `").append(line).append("`, on ");
            page.append(Reloadable.is(key) ? "reload" : "restart").append('\n');
          });
    }
    if (!comment.isEmpty()) {
      text();
    }
    keys.clear();
    comment.clear();
  }

  private void text() {
    boolean listing = false;
    page.append('\n');
    for (int i = 0; i < comment.size(); i++) {
      String line = comment.get(i);
      Matcher entry = ENTRY.matcher(line);
      if (entry.matches()) {
        page.append(listing ? "" : "\n| | |\n|---|---|\n");
        listing = true;
        page.append("| `").append(entry.group(1)).append("` | ");
        page.append(escaped(meaning(i, entry.group(2)))).append(" |\n");
      } else if (!line.startsWith("  ")) {
        page.append(listing ? "\n" : "").append(escaped(line.strip())).append('\n');
        listing = false;
      }
    }
  }

  /** With the lines that follow, which are indented further. */
  private String meaning(int first, String begin) {
    List<String> all = new ArrayList<>();
    all.add(begin == null ? "" : begin);
    for (int i = first + 1; i < comment.size() && comment.get(i).startsWith("     "); i++) {
      all.add(comment.get(i).strip());
    }
    return all.stream().map(String::strip).collect(Collectors.joining(" "));
  }

  private static String escaped(String text) {
    return text.replaceAll("([*|<>\\[\\]])", "\\\\$1");
  }
}
