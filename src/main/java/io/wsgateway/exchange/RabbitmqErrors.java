package io.wsgateway.exchange;

import static java.lang.System.Logger.Level.ERROR;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Consumer;
import com.rabbitmq.client.ExceptionHandler;
import com.rabbitmq.client.TopologyRecoveryException;
import io.wsgateway.core.SparingLog;

/**
 * What the client library is to do with exceptions: nothing about a failing connection, which
 * {@link RabbitmqConnector} sees and tells; those of our own listeners are noted. Safe for any
 * thread.
 */
final class RabbitmqErrors implements ExceptionHandler {
  private static final SparingLog LOG = SparingLog.of(RabbitmqErrors.class);

  @Override
  public void handleUnexpectedConnectionDriverException(Connection connection, Throwable failure) {
    // The connection ends, and whoever uses it learns that.
  }

  @Override
  public void handleReturnListenerException(Channel channel, Throwable failure) {
    note(failure);
  }

  @Override
  public void handleConfirmListenerException(Channel channel, Throwable failure) {
    note(failure);
  }

  @Override
  public void handleBlockedListenerException(Connection connection, Throwable failure) {
    note(failure);
  }

  @Override
  public void handleConsumerException(
      Channel channel, Throwable failure, Consumer consumer, String tag, String method) {
    note(failure);
  }

  @Override
  public void handleConnectionRecoveryException(Connection connection, Throwable failure) {
    note(failure);
  }

  @Override
  public void handleChannelRecoveryException(Channel channel, Throwable failure) {
    note(failure);
  }

  @Override
  public void handleTopologyRecoveryException(
      Connection connection, Channel channel, TopologyRecoveryException failure) {
    note(failure);
  }

  private static void note(Throwable failure) {
    LOG.log(ERROR, "Something RabbitMQ said could not be taken", failure);
  }
}
