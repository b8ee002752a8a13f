package io.wsgateway.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.Destination.OfAll;
import io.wsgateway.core.Destination.OfTopic;
import io.wsgateway.core.Destination.OfUser;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RabbitmqNamesTest {
  private final RabbitmqNames names = new RabbitmqNames();

  @Test
  void keys_areReadable() {
    assertThat(names.key(new OfTopic("shop", "a:b"))).isEqualTo("topic:shop:a:b");
    assertThat(names.node(7)).isEqualTo("node:7");
    assertThat(names.nodes()).isEqualTo("nodes");
  }

  @Test
  void keys_ofEveryLength_areShortEnough_andDiffer() {
    Set<String> keys = new HashSet<>();
    for (String letter : new String[] {"a", "ż", "日", "🐢"}) {
      for (int length = 1; length <= 300; length++) {
        String key = names.key(new OfUser("shop", letter.repeat(length)));
        assertThat(key.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(255);
        assertThat(keys.add(key)).isTrue();
      }
    }
    assertThat(keys).contains("user:shop:" + "a".repeat(245)).anyMatch(k -> k.startsWith("sha256"));
  }

  @Test
  void keys_thatLookLikeAHash_areNone() {
    String hash = names.key(new OfUser("shop", "a".repeat(300)));
    assertThat(hash).matches("sha256:[0-9a-f]{64}");
    assertThat(names.key(new OfAll(hash))).isNotEqualTo(hash).startsWith("all:sha256%3A");
  }
}
