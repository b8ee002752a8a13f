package io.wsgateway.bench.load;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who connects where and says what, and how is pushed. Immutable.
 *
 * <p>Member m joins the destinations m, m + step, m + 2 step ..., all modulo their number, where
 * the step is that number divided by how many one joins. In texts, {@code {n}} is the member's and
 * {@code {d}} the destination's number, of eight digits.
 *
 * @param port of the server, on 127.0.0.1
 * @param path of the WebSocket
 * @param members how many connect
 * @param dialling how many of them at a time
 * @param perSource how many come from one address; the next so many come from the next of
 *     127.0.0.0/8
 * @param greeting what each says first, messages separated by {@code |}
 * @param join what each says for every destination that it joins; may be empty
 * @param destinations how many there are
 * @param joins how many each joins
 * @param push target of the HTTP request that pushes; {@code {stamp}} is the text
 * @param senders how many HTTP connections push, each with one request in flight
 * @param eager whether they push again as soon as they are answered, though members have something
 *     to read
 * @param size of the text, in bytes
 * @param envelope what a server makes of a text, of which {@code |} is the place
 * @param ping a text that is answered, as some protocols have it instead of pings; may be empty
 * @param pong the answer
 */
record LoadPlan(
    int port,
    String path,
    int members,
    int dialling,
    int perSource,
    String greeting,
    String join,
    int destinations,
    int joins,
    String push,
    int senders,
    boolean eager,
    int size,
    String envelope,
    String ping,
    String pong) {

  /** From words, each a name, {@code =} and a value. */
  static LoadPlan of(String... words) {
    Map<String, String> values =
        Arrays.stream(words)
            .collect(
                Collectors.toMap(
                    word -> word.substring(0, word.indexOf('=')),
                    word -> word.substring(word.indexOf('=') + 1)));
    return new LoadPlan(
        Integer.parseInt(values.get("port")),
        values.getOrDefault("path", "/"),
        number(values, "members", 1000),
        number(values, "dialling", 128),
        number(values, "per-source", 20_000),
        values.getOrDefault("greeting", ""),
        values.getOrDefault("join", ""),
        number(values, "destinations", 1),
        number(values, "joins", 1),
        values.getOrDefault("push", "/"),
        number(values, "senders", 8),
        Boolean.parseBoolean(values.get("eager")),
        number(values, "size", 64),
        values.getOrDefault("envelope", "|"),
        values.getOrDefault("ping", ""),
        values.getOrDefault("pong", ""));
  }

  private static int number(Map<String, String> values, String name, int otherwise) {
    return Integer.parseInt(values.getOrDefault(name, String.valueOf(otherwise)));
  }

  /** How many bytes of a message come before the text. */
  int before() {
    return envelope.indexOf('|');
  }

  /** How many bytes a message with the text has. */
  int messageSize() {
    return envelope.length() - 1 + size;
  }

  /** How far the destinations of a member lie apart. */
  int step() {
    return destinations / joins;
  }

  /** The destination in one of a member's places. */
  int destination(int member, int place) {
    return (member + place * step()) % destinations;
  }

  /** In which of a member's places a destination is, or -1 if it has not joined it. */
  int place(int member, int destination) {
    int distance = Math.floorMod(destination - member, destinations);
    int place = distance / step();
    return distance % step() == 0 && place < joins ? place : -1;
  }

  /** How many have joined a destination, if members and destinations go into each other. */
  long audience() {
    return Math.max(1, (long) members * joins / destinations);
  }
}
