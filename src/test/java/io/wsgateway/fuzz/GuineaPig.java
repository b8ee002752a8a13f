package io.wsgateway.fuzz;

import io.wsgateway.client.RawWebSocket;

/**
 * A connection for an API to act on, which may rename, move and close it. It is replaced now and
 * then, since it may be gone. One thread.
 */
final class GuineaPig implements AutoCloseable {
  private static final int USES = 200;

  private final ProperClients clients;
  private RawWebSocket socket;
  private long id;
  private int uses;

  GuineaPig(ProperClients clients) {
    this.clients = clients;
    replace();
  }

  long id() {
    if (++uses % USES == 0) {
      socket.close();
      replace();
    }
    return id;
  }

  private void replace() {
    socket = clients.unbound();
    id = ProperClients.rawId(ProperClients.requireText(socket, "new client: "));
  }

  @Override
  public void close() {
    socket.close();
  }
}
