package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.client.Frame;
import io.wsgateway.client.HttpAnswer;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/**
 * Opens one connection after the other, sends a volley of frames on each, and looks at every frame
 * that comes back, until it has seen the end or an answer to its last ping. One thread.
 */
final class SocketFuzzer {
  private static final int VOLLEY = 60;

  private final URI server;
  private final SocketTarget target;
  private final Findings findings;
  private final Runnable pace;
  private int frames;
  private int connections;
  private int answered;

  /**
   * @param pace called before each connection; may wait
   */
  SocketFuzzer(URI server, SocketTarget target, Findings findings, Runnable pace) {
    this.server = server;
    this.target = target;
    this.findings = findings;
    this.pace = pace;
  }

  /** How much the server took, so that who reads it sees that it took most. */
  String summary() {
    return connections + " connections, " + answered + " of which took everything";
  }

  /** Sends at least as many frames. */
  void play(long seed, int first, int count) {
    frames = 0;
    for (int number = first; frames < count; number++) {
      Case current = new Case(target.name(), seed, number, findings);
      pace.run();
      connections++;
      try (Line line = new Line(server)) {
        play(line, current, current.dice());
      } catch (IOException e) {
        current.found("no proper answer", String.valueOf(e.getMessage()));
      }
    }
  }

  /**
   * Payara itself answers a proper handshake with 200 and nothing now and then, after one that
   * ended badly on a connection before it. The client is refused and may try again.
   */
  private static boolean isServersOwn(HttpAnswer answer) {
    return answer.status() == 200 && answer.body().length == 0;
  }

  private void play(Line line, Case current, Dice dice) throws IOException {
    Head handshake = HandshakeMill.proper(target.path());
    line.write(handshake.bytes(server.getAuthority()));
    Optional<HttpAnswer> answer = line.answer("GET");
    if (answer.isPresent() && isServersOwn(answer.get())) {
      return;
    }
    if (answer.isEmpty() || answer.get().status() != 101) {
      current.sends(handshake.bytes(""));
      current.found("refused", String.valueOf(answer));
      return;
    }
    boolean introduced = dice.percent(90);
    if (introduced) {
      for (String message : target.opening()) {
        current.sends(FrameBytes.of(Frame.TEXT, message.getBytes(UTF_8)));
      }
    }
    for (int i = dice.between(1, VOLLEY); i > 0; i--) {
      current.sends(target.mill().proper(dice));
      frames++;
    }
    if (dice.percent(40)) {
      current.sends(target.mill().improper(dice));
      frames++;
      write(line, current, dice);
      line.finish();
      readTo(line, -1, null, current);
    } else {
      byte[] last = ("last " + dice.number()).getBytes(UTF_8);
      current.sends(FrameBytes.of(Frame.PING, last));
      write(line, current, dice);
      if (readTo(line, Frame.PONG, last, current)) {
        answered++;
        leave(line, dice, current);
      }
    }
  }

  /** In one go, or in portions that end anywhere. */
  private static void write(Line line, Case current, Dice dice) {
    byte[] all = current.sent();
    int portions = dice.percent(80) ? 1 : dice.between(2, 10);
    for (int i = 0; i < portions; i++) {
      line.write(
          Arrays.copyOfRange(
              all,
              all.length / portions * i,
              i == portions - 1 ? all.length : all.length / portions * (i + 1)));
    }
  }

  private static void leave(Line line, Dice dice, Case current) throws IOException {
    int way = dice.below(10);
    if (way < 2) {
      line.drop(way == 0);
      return;
    }
    Integer code = dice.pick(null, 1000, 1001, 3000, 4000, 4999);
    line.write(Frame.close(code, code == null ? "" : dice.word(dice.below(100))).bytes());
    if (way < 5) {
      line.finish();
    }
    readTo(line, Frame.CLOSE, null, current);
  }

  /** Whether that frame comes, before the end. */
  private static boolean readTo(Line line, int opcode, byte[] payload, Case current)
      throws IOException {
    while (true) {
      Frame frame;
      try {
        frame = line.frame();
      } catch (EOFException | SocketException end) {
        return false;
      }
      Oracle.complaint(frame)
          .ifPresent(what -> current.found(what, Findings.shown(frame.payload())));
      if (frame.opcode() == Frame.CLOSE && opcode != Frame.CLOSE) {
        line.write(Frame.close(1000, "").bytes());
        line.finish();
      }
      if (frame.opcode() == opcode
          && (payload == null || Arrays.equals(payload, frame.payload()))) {
        return true;
      }
    }
  }
}
