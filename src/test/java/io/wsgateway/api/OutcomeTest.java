package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutcomeTest {
  @Test
  void outcome_survivesBeingWritten() {
    Outcome small = new Outcome(200, "", "{\"a b\":\" 😀 \"}");
    Outcome made = new Outcome(201, "http://localhost/x", "{}");

    assertThat(Outcome.read(small.write())).isEqualTo(small);
    assertThat(Outcome.read(made.write())).isEqualTo(made);
  }

  @Test
  void aLongList_takesLittleRoom() {
    StringBuilder list = new StringBuilder("{\"receipts\":[");
    for (int i = 0; i < 10_000; i++) {
      list.append("{\"id\":\"").append(8_000_000_000_000L + i);
      list.append("\",\"connections\":1,\"nodes\":0,\"trust\":\"exact\",\"degraded\":false},");
    }
    Outcome large = new Outcome(200, "", list.append("null]}").toString());

    assertThat(large.write().length()).isLessThan(large.body().length() / 8);
    assertThat(Outcome.read(large.write())).isEqualTo(large);
  }
}
