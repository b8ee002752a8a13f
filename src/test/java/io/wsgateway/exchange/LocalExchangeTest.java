package io.wsgateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.Exchange;
import io.wsgateway.core.Receipt;
import org.junit.jupiter.api.Test;

class LocalExchangeTest extends ExchangeContract {
  @Override
  Exchange newExchange() {
    return new LocalExchange();
  }

  @Test
  void publish_isDoneAtOnce() {
    TestNode node = node(1).start();
    assertThat(node.publishAsync(TOPIC, "hello").toCompletableFuture())
        .isCompletedWithValue(Receipt.Reach.NONE);
    assertThat(node.exchange.interest(TOPIC).toCompletableFuture()).isCompleted();
  }
}
