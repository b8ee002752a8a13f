package io.wsgateway.dialect.vein;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VeinMessageIdTest {
  private static final long LARGEST = (1L << 53) - 1;

  @Test
  void of_isOfVersion1_atTheTimeOfThePublication() {
    UUID id = VeinMessageId.of(1_795_205_116_735L, 42);

    assertThat(id.version()).isEqualTo(1);
    assertThat(id.variant()).isEqualTo(2);
    assertThat((id.timestamp() - 0x01B21DD213814000L) / 10_000).isEqualTo(1_795_205_116_735L);
    assertThat(id.toString()).isEqualTo("b4530cf0-e51d-11f1-8000-01000000002a");
  }

  @Test
  void of_theSamePublication_isTheSame() {
    assertThat(VeinMessageId.of(1000, LARGEST)).isEqualTo(VeinMessageId.of(1000, LARGEST));
  }

  @Test
  void of_idsThatDifferInAnyBit_differ_andAreNoHardwareAddress() {
    Set<UUID> ids = new HashSet<>();
    for (int bit = 0; bit < 53; bit++) {
      UUID one = VeinMessageId.of(1000, 1L << bit);
      ids.add(one);
      ids.add(VeinMessageId.of(1000, LARGEST ^ 1L << bit));
      assertThat(one.version()).isEqualTo(1);
      assertThat(one.variant()).isEqualTo(2);
      assertThat(one.node() >>> 40 & 1).isEqualTo(1);
    }

    assertThat(ids).hasSize(106);
  }
}
