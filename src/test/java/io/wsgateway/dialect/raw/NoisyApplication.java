package io.wsgateway.dialect.raw;

import io.wsgateway.core.Payload;
import jakarta.enterprise.context.ApplicationScoped;

/** An application with faults: it fails when a client comes, goes, or asks for it. */
@ApplicationScoped
public class NoisyApplication implements RawApplication {
  static final String NAME = "noisy";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void onConnect(RawClient client) {
    client.send("connected");
    throw new IllegalStateException("told to fail in onConnect");
  }

  @Override
  public void onMessage(RawClient client, Payload message) {
    switch (message.text()) {
      case "throw" -> throw new IllegalStateException("told to fail in onMessage");
      case "recurse" -> onMessage(client, message);
      case "assert" -> throw new AssertionError("told to fail in onMessage");
      case "thread" -> client.send(Thread.currentThread().getName());
      case "bytes" -> client.send(new byte[] {0, (byte) 0xff});
      case "end" -> client.close(4321, "as you wish");
      default -> client.send((message.isBinary() ? "bytes: " : "text: ") + message.text());
    }
  }

  @Override
  public void onClose(RawClient client) {
    throw new AssertionError("told to fail in onClose");
  }
}
