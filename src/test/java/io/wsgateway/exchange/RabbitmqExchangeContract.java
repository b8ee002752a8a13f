package io.wsgateway.exchange;

import io.wsgateway.core.Exchange;
import io.wsgateway.core.Receipt;

/** The contract as far as RabbitMQ can keep it: it does not tell how many nodes are reached. */
abstract class RabbitmqExchangeContract extends JoiningExchangeContract {
  abstract RabbitmqSetup setup();

  @Override
  Exchange newExchange() {
    return setup().exchange();
  }

  @Override
  Receipt.Reach reached(int others) {
    return others == 0 ? Receipt.Reach.NONE : new Receipt.Reach(1, Receipt.Trust.AT_LEAST, false);
  }

  @Override
  Receipt.Reach reachedBesidesSelf(int others) {
    return new Receipt.Reach(0, Receipt.Trust.UNKNOWN, false);
  }
}
