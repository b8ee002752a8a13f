package io.wsgateway.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * One kept HTTP connection that pushes, with one request in flight. The request is made once; only
 * its digits change. One thread.
 */
final class Sender implements LoadLoop.Waiting {
  private static final String BLANK_DESTINATION = "00000000";

  private final LoadPlan plan;
  private final LoadLoop loop;
  private final Ledger ledger;
  private final int number;
  private final ByteBuffer request;
  private final List<Integer> stamps;
  private final List<Integer> destinations;
  private final ByteBuffer answer =
      ByteBuffer.allocateDirect(16 * 1024).order(ByteOrder.LITTLE_ENDIAN);
  private SocketChannel channel;
  private boolean busy;
  private boolean probing;
  private int destination;
  private long answered;
  private long refused;
  private int lastRefusal;

  Sender(LoadPlan plan, int number, LoadLoop loop, Ledger ledger) {
    this.plan = plan;
    this.number = number;
    this.loop = loop;
    this.ledger = ledger;
    destination = number % plan.destinations();
    String blank = Stamp.blank(plan.size());
    String text = "GET " + plan.push() + " HTTP/1.1\r\nHost: 127.0.0.1:" + plan.port() + "\r\n\r\n";
    String filled = text.replace("{d}", BLANK_DESTINATION).replace("{stamp}", blank);
    stamps = places(text.replace("{d}", BLANK_DESTINATION), "{stamp}", blank);
    destinations = places(text.replace("{stamp}", blank), "{d}", BLANK_DESTINATION);
    request = ByteBuffer.allocateDirect(filled.length()).put(filled.getBytes(ISO_8859_1));
    connect();
  }

  private static List<Integer> places(String text, String mark, String filling) {
    List<Integer> places = new ArrayList<>();
    for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
      places.add(at + places.size() * (filling.length() - mark.length()));
    }
    return places;
  }

  private void connect() {
    try {
      channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", plan.port()));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      loop.register(channel, SelectionKey.OP_READ, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isBusy() {
    return busy;
  }

  /** Pushes to the destination whose turn it is. */
  void push() {
    probing = false;
    send(number, ledger.number(number, destination), destination);
  }

  /** Pushes something that is not counted. */
  void probe(int there) {
    probing = true;
    send(Stamp.PROBE, 0, there);
  }

  private void send(int sender, int message, int there) {
    long now = System.nanoTime();
    stamps.forEach(at -> Stamp.write(request, at, now, sender, message, there));
    destinations.forEach(at -> Digits.write(request, at, Digits.EIGHT, there));
    busy = true;
    answer.clear();
    try {
      request.clear();
      while (request.hasRemaining()) {
        channel.write(request);
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Sees whether its answer has come, without waiting to be told. */
  void look() {
    try {
      if (busy) {
        read();
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    read();
  }

  private void read() throws IOException {
    if (channel.read(answer) < 0) {
      throw new EOFException();
    }
    int end = answer.position();
    if (busy && HttpHead.isWhole(answer, end)) {
      boolean isLast = HttpHead.isLast(answer, end);
      answered(HttpHead.status(answer));
      if (isLast) {
        channel.close();
        connect();
      }
    }
  }

  /** A connection that ends before its answer counts as a refusal. */
  @Override
  public void failed(IOException failure) {
    try {
      channel.close();
    } catch (IOException e) {
      // It was closed.
    }
    if (busy) {
      answered(0);
    }
    connect();
  }

  private void answered(int status) {
    busy = false;
    boolean isGood = status >= 200 && status < 300;
    if (isGood) {
      answered++;
    } else {
      refused++;
      lastRefusal = status;
    }
    if (probing) {
      return;
    }
    if (isGood) {
      int next = destination + plan.senders();
      destination = next < plan.destinations() ? next : number % plan.destinations();
    } else {
      ledger.takeBack(number, destination);
    }
  }

  void restart() {
    answered = 0;
    refused = 0;
  }

  long answered() {
    return answered;
  }

  long refused() {
    return refused;
  }

  int lastRefusal() {
    return lastRefusal;
  }
}
