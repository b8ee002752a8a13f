package io.wsgateway.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineCutterTest {
  private static final int LIMIT = 200_000;

  private final List<String> lines = new ArrayList<>();
  private long room = 300_000;
  private final LineCutter cutter =
      new LineCutter(
          LIMIT,
          new LineCutter.Room() {
            @Override
            public boolean take(long bytes) {
              if (bytes > room) {
                return false;
              }
              room -= bytes;
              return true;
            }

            @Override
            public void giveBack(long bytes) {
              room += bytes;
            }
          },
          new LineCutter.Taker() {
            @Override
            public void line(byte[] bytes) {
              lines.add(new String(bytes, ISO_8859_1));
            }

            @Override
            public void tooLong() {
              lines.add("(too long)");
            }

            @Override
            public void noRoom() {
              lines.add("(no room)");
            }
          });

  private void take(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    cutter.take(bytes, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  void lines_areTheSame_howeverTheyCome(int size) {
    String text = "one\n\ntwo\r\nthree";
    for (int i = 0; i < text.length(); i += size) {
      take(text.substring(i, Math.min(text.length(), i + size)));
    }
    assertThat(lines).containsExactly("one", "", "two\r");

    cutter.finish();
    cutter.finish();

    assertThat(lines).containsExactly("one", "", "two\r", "three");
  }

  @Test
  void lineThatIsTooLong_isLeft_andTheNextIsTaken() {
    room = 1_000_000;
    take("x".repeat(LIMIT) + "\n");
    take("x".repeat(LIMIT));
    take("x");
    take("x".repeat(LIMIT));
    take("\nnext\n");

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).hasSize(LIMIT);
    assertThat(lines.subList(1, 3)).containsExactly("(too long)", "next");
    assertThat(room).isEqualTo(1_000_000);
  }

  @Test
  void longLine_takesRoom_asLongAsItIsThere() {
    for (int i = 0; i < 10; i++) {
      take("x".repeat(10_000));
    }
    assertThat(room).isLessThan(200_000);
    take("\n");
    assertThat(lines.get(0)).hasSize(100_000);
    assertThat(room).isEqualTo(300_000);

    room = 100_000;
    for (int i = 0; i < 10; i++) {
      take("x".repeat(10_000));
    }
    take("\nnext\n");
    assertThat(lines.subList(1, 3)).containsExactly("(no room)", "next");
    assertThat(room).isEqualTo(100_000);
  }
}
