package io.wsgateway.server;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/**
 * The first message of TLS, written by hand: the JDK's own client refuses to speak old versions.
 */
final class ClientHello {
  static final int TLS_1_1 = 0x0302;
  static final int TLS_1_2 = 0x0303;

  /** What an answer begins with if the server goes on. */
  static final int HANDSHAKE = 22;

  /** For keys on a curve; the second of TLS 1.2 only. */
  private static final int[] SUITES = {0xC009, 0xC02B};

  private ClientHello() {}

  /** The type of the record that answers, or -1 if the server hangs up. */
  static int answer(int port, int version) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(record(0x16, 0x0301, message(version)));
      return socket.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] record(int type, int version, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(type);
    out.writeShort(version);
    out.writeShort(content.length);
    out.write(content);
    return bytes.toByteArray();
  }

  private static byte[] message(int version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(version);
    out.write(new byte[32]);
    out.writeByte(0);
    out.writeShort(2 * SUITES.length);
    for (int suite : SUITES) {
      out.writeShort(suite);
    }
    out.writeShort(0x0100);
    byte[] extensions = {
      0,
      10,
      0,
      4,
      0,
      2,
      0,
      23, // curves: secp256r1
      0,
      11,
      0,
      2,
      1,
      0, // points: uncompressed
      0,
      13,
      0,
      6,
      0,
      4,
      4,
      3,
      2,
      3 // signatures: ECDSA with SHA-256 and SHA-1
    };
    out.writeShort(extensions.length);
    out.write(extensions);
    byte[] body = bytes.toByteArray();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    DataOutputStream head = new DataOutputStream(whole);
    head.writeInt(1 << 24 | body.length);
    head.write(body);
    return whole.toByteArray();
  }
}
