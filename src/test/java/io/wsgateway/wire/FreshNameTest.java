package io.wsgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshNameTest {

  private static String play(String steps) {
    String json =
        "{\"name\":\"n\",\"verdict\":\"keep\",\"source\":\"ran\",\"steps\":" + steps + "}";
    var original = new WireCase(Json.createReader(new StringReader(json)).readObject());
    return new FreshName("t1").in(original).json().getJsonArray("steps").toString();
  }

  @Test
  void in_nameAsAWord_isReplacedEverywhere() {
    String played =
        play(
            "[{\"send\":\"reg:t1:u1\"},{\"http\":{\"path\":\"/p?app=t1&u=at1\",\"body\":\"\\r\\nt1\"}}]");
    assertThat(played)
        .containsPattern("reg:t1[0-9a-f]+:u1")
        .containsPattern("app=t1[0-9a-f]+&u=at1");
    assertThat(played).as("after a line break").containsPattern("\\\\nt1[0-9a-f]+\"");
  }

  @Test
  void in_binaryMessage_isReplaced() {
    assertThat(play("[{\"send_binary_hex\":\"7265673a74313a7531\"}]"))
        .containsPattern("\"7265673a7431[0-9a-f]+3a7531\"")
        .doesNotContain("7265673a74313a7531");
  }

  @Test
  void in_fragments_keepsTheName() {
    String steps =
        "[{\"send\":\"reg:t\",\"fin\":false},{\"send_continuation\":\"1:u1\"},{\"x\":\"t1\"}]";
    assertThat(play(steps)).isEqualTo(steps);
  }

  @Test
  void in_everyPlay_isAnother() {
    List<String> names = List.of(play("[{\"send\":\"t1\"}]"), play("[{\"send\":\"t1\"}]"));
    assertThat(names).doesNotHaveDuplicates();
  }
}
