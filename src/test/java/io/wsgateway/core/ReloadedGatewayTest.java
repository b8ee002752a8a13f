package io.wsgateway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a reload of the configuration means for a gateway with connections. */
class ReloadedGatewayTest {
  private final Map<String, String> settings =
      new HashMap<>(Map.of("gateway.apps", "shop,chat", "gateway.apps.closed", "true"));
  private final TestCluster cluster = new TestCluster(settings);
  private final TestCluster.Node node = cluster.newNode();

  @AfterEach
  void stop() {
    cluster.close();
  }

  private void reload(String key, String value) {
    settings.put(key, value);
    node.config.reload("ops");
  }

  @Test
  void connectionsOfAnAppThatIsNoLongerServed_areClosed_andOthersStay() {
    TestCluster.Client user = node.connect("shop", "bob");
    TestCluster.Client fixed = node.connectTo("shop");
    TestCluster.Client other = node.connect("chat", "bob");
    TestCluster.Client unbound = node.connect();

    reload("gateway.apps", "chat");
    user.settle();
    fixed.settle();

    assertThat(user.transport.closes).containsExactly(DisconnectReason.APP_NOT_SERVED);
    assertThat(fixed.transport.closes).containsExactly(DisconnectReason.APP_NOT_SERVED);
    assertThat(other.transport.closes).isEmpty();
    assertThat(unbound.transport.closes).isEmpty();
    assertThatThrownBy(() -> node.connect("shop", "bob")).hasMessageContaining("not served here");
    assertThatThrownBy(() -> node.gateway.toUser("shop", "bob"))
        .hasMessageContaining("not served here");
    reload("gateway.apps", "chat,shop");
    assertThat(node.connect("shop", "bob").transport.closes).isEmpty();
  }

  @Test
  void sizes_areOthersAtOnce() {
    TestCluster.Client client = node.connect("chat", "bob");
    Destination bob = node.gateway.toUser("chat", "bob");
    node.publish(bob, "x".repeat(2_000));

    reload("gateway.message.max-size", "1k");
    assertThatThrownBy(() -> node.publish(bob, "x".repeat(2_000))).hasMessageContaining("1024");

    reload("gateway.name.max-length", "4");
    assertThatThrownBy(() -> node.gateway.toUser("chat", "longer"))
        .hasMessageContaining("1 to 4 characters");

    reload("gateway.info.max-size", "2");
    assertThat(node.gateway.app("chat").setInfo(client.connection.id(), Map.of("key", "value")))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withMessageContaining("gateway.info.max-size");

    client.transport.stall();
    reload("gateway.outbox.max-messages", "1");
    node.publish(bob, "1");
    node.publish(bob, "2");
    client.settle();
    assertThat(client.transport.closes).containsExactly(DisconnectReason.SLOW_CONSUMER);
  }

  @Test
  void connectionsOfAUser_areCountedByTheNewRule() {
    TestCluster.Client first = node.connect("chat", "bob");

    reload("gateway.app.chat.user-connections", "latest");
    TestCluster.Client second = node.connect("chat", "bob");
    node.publish(node.gateway.toUser("chat", "bob"), "hi");

    assertThat(first.messages()).isEmpty();
    assertThat(second.messages()).containsExactly("hi");
  }

  @Test
  void blocks_mayBeMoreOrFewer() {
    reload("gateway.blocks.max-entries", "0");

    assertThatThrownBy(
            () ->
                node.gateway
                    .blocks()
                    .add(new Block.OfUser(new Destination.OfUser("chat", "bob")), "", null, "ops"))
        .hasMessageContaining("gateway.blocks.max-entries");
  }
}
