package io.wsgateway.dialect.raw;

import io.wsgateway.core.Payload;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * A chat room: everybody in it sees who comes, what is said, also by themselves, and who leaves.
 * The example {@code chat-app} of bin-x/websocket, with its texts. Like {@link HelloApplication} it
 * speaks to its own clients only.
 */
@ApplicationScoped
public class ChatApplication implements RawApplication {
  private static final String ROOM = "chat";

  @Override
  public String name() {
    return "chat";
  }

  @Override
  public void onConnect(RawClient client) {
    client.join(ROOM);
    tell(client, "new client: " + client.id());
  }

  @Override
  public void onMessage(RawClient client, Payload message) {
    tell(client, client.id() + ": " + message.text());
  }

  @Override
  public void onClose(RawClient client) {
    tell(client, client.id() + " leave.");
  }

  private static void tell(RawClient client, String text) {
    client.app().sendToTopic(ROOM, text);
  }
}
