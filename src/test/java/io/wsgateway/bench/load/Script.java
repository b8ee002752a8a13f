package io.wsgateway.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What members say, and where they come from, as a {@link LoadPlan} has it. */
final class Script {
  private final LoadPlan plan;
  private final byte[] ping;
  private final byte[] pong;

  Script(LoadPlan plan) {
    this.plan = plan;
    ping = plan.ping().getBytes(UTF_8);
    pong = plan.pong().getBytes(UTF_8);
  }

  int port() {
    return plan.port();
  }

  /** The address that a member comes from, where it matters: one has ports for so many only. */
  Optional<InetSocketAddress> source(int member) {
    int address = member / plan.perSource();
    return address == 0
        ? Optional.empty()
        : Optional.of(
            new InetSocketAddress("127.0." + address / 250 + "." + (address % 250 + 1), 0));
  }

  /** The request of the handshake. */
  ByteBuffer request(int member) {
    String request =
        "GET "
            + filled(plan.path(), member, plan.destination(member, 0))
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + plan.port()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    return ByteBuffer.wrap(request.getBytes(ISO_8859_1));
  }

  /** What a member says as soon as it is connected. */
  ByteBuffer greeting(int member) {
    List<String> texts = new ArrayList<>();
    if (!plan.greeting().isEmpty()) {
      for (String text : plan.greeting().split("\\|", -1)) {
        texts.add(filled(text, member, plan.destination(member, 0)));
      }
    }
    for (int place = 0; place < plan.joins() && !plan.join().isEmpty(); place++) {
      texts.add(filled(plan.join(), member, plan.destination(member, place)));
    }
    return ClientFrames.texts(texts);
  }

  /** Whether a message is what this protocol has for pings. */
  boolean isPing(ByteBuffer in, int at, int size) {
    if (size != ping.length || size == 0) {
      return false;
    }
    int i = 0;
    while (i < size && in.get(at + i) == ping[i]) {
      i++;
    }
    return i == size;
  }

  /** The answer to that. */
  ByteBuffer pong() {
    return ClientFrames.of(ClientFrames.TEXT, pong);
  }

  private static String filled(String text, int member, int destination) {
    return text.replace("{n}", eight(member)).replace("{d}", eight(destination));
  }

  static String eight(int number) {
    return String.format("%08d", number);
  }
}
