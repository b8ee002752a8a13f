package io.wsgateway.bench.floor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A server of one thread that frames what is pushed once and writes the same bytes to every socket
 * with one call each. It has the requests and messages of the gateway's reg dialect that the
 * benchmarks use, and looks at nothing that could cost time: it is not for anybody else.
 */
public final class Floor {
  private static final int BACKLOG = 4096;
  private static final int LARGEST = 64 * 1024;

  private final Map<String, List<Link>> audiences = new HashMap<>();
  private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST);
  private final ByteBuffer frame = ByteBuffer.allocateDirect(LARGEST);
  private final Selector selector;
  private final ServerSocketChannel listener;

  private Floor(int port) throws IOException {
    selector = Selector.open();
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress("127.0.0.1", port), BACKLOG);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Its argument is the port on 127.0.0.1; it ends when its standard input does. */
  public static void main(String[] arguments) throws IOException {
    Floor floor = new Floor(Integer.parseInt(arguments[0]));
    Thread end = new Thread(Floor::awaitEnd);
    end.setDaemon(true);
    end.start();
    System.out.println("ready");
    while (true) {
      floor.selector.select(floor::serve);
    }
  }

  private static void awaitEnd() {
    try {
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      // It has ended, too.
    }
    Runtime.getRuntime().halt(0);
  }

  private void serve(SelectionKey key) {
    if (key.attachment() == null) {
      accept();
      return;
    }
    Link link = (Link) key.attachment();
    try {
      link.read(in.clear());
    } catch (IOException e) {
      link.close();
    }
  }

  private void accept() {
    try {
      for (SocketChannel channel = listener.accept();
          channel != null;
          channel = listener.accept()) {
        Link link = new Link(channel, this);
        channel.register(selector, SelectionKey.OP_READ, link);
      }
    } catch (IOException e) {
      throw new IllegalStateException("Too few file descriptors?", e);
    }
  }

  /** A socket gets what is pushed to this name from now on. */
  void join(String name, Link link) {
    audiences.computeIfAbsent(name, key -> new ArrayList<>()).add(link);
    link.joined().add(name);
  }

  /** It is gone. */
  void leave(Link link) {
    link.joined().forEach(name -> audiences.get(name).remove(link));
  }

  /** Frames the text once, and writes it to all who joined. */
  void push(String name, byte[] text) {
    frame.clear().put((byte) 0x81);
    if (text.length < 126) {
      frame.put((byte) text.length);
    } else {
      frame.put((byte) 126).putShort((short) text.length);
    }
    frame.put(text).flip();
    List<Link> audience = audiences.getOrDefault(name, List.of());
    for (int i = 0; i < audience.size(); i++) {
      audience.get(i).write(frame.rewind());
    }
  }
}
