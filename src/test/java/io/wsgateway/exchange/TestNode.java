package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.client.Eventually;
import io.wsgateway.core.Destination;
import io.wsgateway.core.Exchange;
import io.wsgateway.core.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** A node as far as an exchange can tell: it keeps what it receives. */
final class TestNode implements AutoCloseable {
  final int number;
  final Exchange exchange;
  private final LinkedBlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

  TestNode(int number, Exchange exchange) {
    this.number = number;
    this.exchange = exchange;
  }

  TestNode start() {
    exchange.start(number, received::add);
    return this;
  }

  TestNode startAndAwaitUp() {
    start();
    awaitUp();
    return this;
  }

  void awaitUp() {
    Eventually.await("node " + number + " up", () -> exchange.state() == Exchange.State.UP);
  }

  void wants(Destination destination) {
    Eventually.get(exchange.interest(destination));
  }

  Receipt.Reach publish(Destination destination, String text) {
    return Eventually.get(exchange.publish(destination, text.getBytes(UTF_8)));
  }

  CompletionStage<Receipt.Reach> publishAsync(Destination destination, String text) {
    return exchange.publish(destination, text.getBytes(UTF_8));
  }

  /** Waits for so many, and takes all there are. */
  List<String> take(int count) {
    Eventually.await("node " + number + " receives " + count, () -> received.size() >= count);
    return takeAll();
  }

  List<String> takeAll() {
    List<byte[]> taken = new ArrayList<>();
    received.drainTo(taken);
    return taken.stream().map(bytes -> new String(bytes, UTF_8)).toList();
  }

  byte[] takeBytes() {
    Eventually.await("node " + number + " receives", () -> !received.isEmpty());
    return received.remove();
  }

  int receivedCount() {
    return received.size();
  }

  @Override
  public void close() {
    exchange.stop();
  }
}
