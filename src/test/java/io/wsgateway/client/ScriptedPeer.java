package io.wsgateway.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's end of one WebSocket of a {@link ScriptedServer}. */
public final class ScriptedPeer {
  private static final Pattern KEY = Pattern.compile("(?i)\r\nSec-WebSocket-Key: *(\\S+)");
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)");

  private final Socket socket;
  private final DataInputStream in;

  ScriptedPeer(Socket socket, DataInputStream in) {
    this.socket = socket;
    this.in = in;
  }

  /** An answer that accepts a handshake; further header lines end with CR LF each. */
  public static String accepting(String request, String... headerLines) {
    Matcher key = KEY.matcher(request);
    String accept = Handshake.accept(key.find() ? key.group(1) : "");
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + String.join("", headerLines)
        + "Sec-WebSocket-Accept: "
        + accept
        + "\r\n\r\n";
  }

  /** The client's next frame; an end of the connection throws. */
  public Frame read() throws IOException {
    return Frame.read(in);
  }

  /** Sends a text message. */
  public void text(String text) throws IOException {
    send(Frame.of(Frame.TEXT, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sends a frame, unmasked. */
  public void send(Frame frame) throws IOException {
    raw(frame.unmasked().bytes());
  }

  /** Sends any bytes. */
  public void raw(byte[] bytes) throws IOException {
    synchronized (socket) {
      socket.getOutputStream().write(bytes);
    }
  }

  /** Ends the connection with a TCP reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Waits until the client has ended the connection. */
  public void awaitEnd() throws IOException {
    while (in.read() >= 0) {
      // whatever it says
    }
  }

  static String readRequest(DataInputStream in) throws IOException {
    var request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      request.append((char) in.readUnsignedByte());
    }
    Matcher length = LENGTH.matcher(request);
    if (length.find()) {
      byte[] body = in.readNBytes(Integer.parseInt(length.group(1)));
      request.append(new String(body, StandardCharsets.UTF_8));
    }
    return request.toString();
  }
}
