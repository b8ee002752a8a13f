package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Frame;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The mills make the same of the same seed, much of it, and most of it so that it gets far. */
class MillsTest {
  private static final int MANY = 2000;

  @Test
  void sameCase_isTheSame_andOthersAreOthers() {
    for (String target : HttpTargets.all(() -> 7).keySet()) {
      assertThat(request(target, 1, 5)).isEqualTo(request(target, 1, 5));
    }
    Set<String> different = new HashSet<>();
    for (int number = 0; number < MANY; number++) {
      different.add(new String(request("REST", 1, number), ISO_8859_1));
      different.add(new String(request("REST", 2, number), ISO_8859_1));
    }
    assertThat(different).hasSizeGreaterThan(MANY);
  }

  @Test
  void properFrames_areProper() throws IOException {
    for (SocketTarget target : SocketTargets.all()) {
      for (int number = 0; number < MANY; number++) {
        DataInputStream in =
            new DataInputStream(
                new ByteArrayInputStream(target.mill().proper(Dice.of(1, target.name(), number))));
        while (in.available() > 0) {
          Frame frame = Frame.read(in);
          assertThat(frame.masked()).isTrue();
          assertThat(frame.reserved()).isZero();
          assertThat(frame.opcode()).isIn(0, 1, 2, 9, 10);
        }
      }
    }
  }

  @Test
  void structuredMutations_areOftenStillJson_andOftenNot() {
    int[] json = new int[2];
    for (int number = 0; number < MANY; number++) {
      String mutated =
          Mutations.structured("{\"a\":{\"b\":[1,2]},\"c\":\"d\"}", Dice.of(1, "x", number));
      json[JsonMutations.mutate(mutated, new Dice(1)).isPresent() ? 1 : 0]++;
    }
    assertThat(json[0]).isGreaterThan(MANY / 20);
    assertThat(json[1]).isGreaterThan(MANY / 2);
  }

  @Test
  void mostRequests_areWhole_andEndWhereTheySay() {
    int whole = 0;
    for (int number = 0; number < MANY; number++) {
      Shot shot = shot("reg HTTP", 1, number);
      String text = new String(shot.bytes(), ISO_8859_1);
      whole += shot.whole() ? 1 : 0;
      if (shot.whole() && text.contains("\r\nContent-Length: ")) {
        int head = text.indexOf("\r\n\r\n") + 4;
        assertThat(text).contains("\r\nContent-Length: " + (text.length() - head) + "\r\n");
      }
    }
    assertThat(whole).isGreaterThan(MANY * 3 / 4);
  }

  @Test
  void quoted_isJson() {
    assertThat(JsonMutations.quoted("a\"\n\0")).isEqualTo("\"a\\\"\\n\\u0000\"");
    assertThat(Findings.shown("a\r\n\0\u00ff".getBytes(UTF_8))).isEqualTo("a\\r\\n\\x00\\xc3\\xbf");
  }

  private static byte[] request(String target, long seed, int number) {
    return shot(target, seed, number).bytes();
  }

  private static Shot shot(String target, long seed, int number) {
    Function<Dice, HttpSeed> seeds = HttpTargets.all(() -> 7).get(target);
    return new RequestMill(seeds, "localhost").next(Dice.of(seed, target, number));
  }
}
