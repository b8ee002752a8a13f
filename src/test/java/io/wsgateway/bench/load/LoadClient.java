package io.wsgateway.bench.load;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The process: its arguments are a {@link LoadPlan}, its standard input has commands, each of one
 * line and answered with one line of names and values. It goes on answering pings between them, and
 * ends when its standard input does.
 */
public final class LoadClient {
  private LoadClient() {}

  public static void main(String[] arguments) {
    Load load = new Load(LoadPlan.of(arguments));
    Queue<String> commands = new ConcurrentLinkedQueue<>();
    Thread reader = new Thread(() -> read(commands), "commands");
    reader.setDaemon(true);
    reader.start();
    System.out.println("ready");
    while (true) {
      String command = commands.poll();
      if (command == null) {
        load.turn(20);
      } else {
        System.out.println(answer(load, command));
      }
    }
  }

  /** It mostly waits: what there is to do does the other thread. */
  private static void read(Queue<String> commands) {
    new BufferedReader(new InputStreamReader(System.in)).lines().forEach(commands::add);
    Runtime.getRuntime().halt(0);
  }

  private static String answer(Load load, String line) {
    Iterator<String> words = Arrays.asList(line.split(" ", -1)).iterator();
    String command = words.next();
    return switch (command) {
      case "open" -> load.open(Integer.parseInt(words.next()));
      case "reach" -> load.reach(Double.parseDouble(words.next()));
      case "run" ->
          load.run(
              Double.parseDouble(words.next()),
              Double.parseDouble(words.next()),
              Long.parseLong(words.next()),
              Long.parseLong(words.next()),
              Double.parseDouble(words.next()));
      case "census" -> load.census();
      case "close" -> load.close();
      default -> throw new IllegalArgumentException(line + " is no command");
    };
  }

  /** CPU time that this process has used, in nanoseconds. */
  static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
