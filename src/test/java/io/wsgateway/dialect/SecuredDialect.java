package io.wsgateway.dialect;

import static io.wsgateway.dialect.FiveClients.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How each original's client says who it is with a token, and what it sees. The app is shop. */
enum SecuredDialect {
  REG("connection") {
    @Override
    void say(RawWebSocket client, String user, String token) {
      client.send("reg:shop:" + user + (token.isEmpty() ? "" : ":" + token));
    }

    @Override
    void expectIn(RawWebSocket client, String user) {
      client.send("?:").expect("error msg format");
    }

    @Override
    void expectRefused(RawWebSocket client) {
      client.expect("error msg format");
    }

    @Override
    void join(RawWebSocket client, String user, String topic, boolean allowed) {
      client.send("in:shop:" + user + ":" + topic);
      if (!allowed) {
        client.expect("error msg format");
      }
      client.send("?:").expect("error msg format");
    }
  },

  GM("gm") {
    @Override
    void greet(RawWebSocket client) {
      client.expect("{\"type\":\"ping\"}");
    }

    @Override
    void say(RawWebSocket client, String user, String token) {
      client.send(
          "{\"type\":\"bind\",\"data\":{\"client_id\":\""
              + user
              + "\""
              + (token.isEmpty() ? "" : ",\"token\":\"" + token + "\"")
              + "}}");
    }

    @Override
    void expectIn(RawWebSocket client, String user) {
      client.expect("bind ok");
      assertThat(text(client)).startsWith("your hash_name is:");
    }

    @Override
    void expectRefused(RawWebSocket client) {
      client.expect("{\"type\":\"not match\"}");
    }

    @Override
    void join(RawWebSocket client, String user, String topic, boolean allowed) {
      client.send("{\"type\":\"join_group\",\"data\":{\"group_id\":\"" + topic + "\"}}");
      client.expect(allowed ? "join_group ok" : "{\"type\":\"not match\"}");
    }
  },

  MEMBER("member") {
    @Override
    void say(RawWebSocket client, String user, String token) {
      client.send("{\"member_id\":" + user + ",\"token\":\"" + token + "\"}");
    }

    @Override
    void expectIn(RawWebSocket client, String user) {
      assertThat(text(client)).contains("hello " + user);
      client.send("{\"app\":\"im\"}");
      assertThat(text(client)).contains("subscribe im success");
    }

    @Override
    void expectRefused(RawWebSocket client) {
      assertThat(text(client)).contains("unauthorized");
    }

    @Override
    void join(RawWebSocket client, String user, String topic, boolean allowed) {
      client.send("{\"app\":\"" + topic + "\"}");
      assertThat(text(client))
          .contains("subscribe " + topic + (allowed ? " success" : " forbidden"));
    }
  },

  /** Has no words of its own: all is in the handshake. */
  RAW("raw?user=USER&token=TOKEN") {
    @Override
    void expectRefused(RawWebSocket client) {
      client.expectClose(4003);
    }
  },

  /** Has its token in the handshake, and refuses there. */
  VEIN("ws/connect?app_id=shop&token=TOKEN") {
    @Override
    void expectRefused(RawWebSocket client) {
      assertThat(client.isAccepted()).isFalse();
      assertThat(client.handshake().status()).isEqualTo(200);
      assertThat(client.handshake().text()).startsWith("{\"code\":");
    }
  };

  private final String path;

  SecuredDialect(String path) {
    this.path = path;
  }

  /** Connects, and says who it is where its protocol does. */
  RawWebSocket login(URI base, String user, String token) {
    RawWebSocket client = connect(base, user, token, Map.of());
    if (isInBand()) {
      greet(client);
      say(client, user, token);
    }
    return client;
  }

  /** Connects with headers, and with what its path has of user and token. */
  RawWebSocket connect(URI base, String user, String token, Map<String, @Nullable String> headers) {
    return open(base, path.replace("USER", user).replace("TOKEN", token), headers);
  }

  /** Connects with a token in the query, wherever its protocol may have another place for it. */
  RawWebSocket connectWithQuery(URI base, String user, String token) {
    return isInBand()
        ? open(base, path + "?token=" + token, Map.of())
        : connect(base, user, token, Map.of());
  }

  private static RawWebSocket open(URI base, String target, Map<String, @Nullable String> headers) {
    URI address = base.resolve(target);
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    return RawWebSocket.open(
        address.getHost(), address.getPort(), address.getRawPath() + query, headers);
  }

  /** Whether clients say who they are after the handshake. */
  boolean isInBand() {
    return this != RAW && this != VEIN;
  }

  void greet(RawWebSocket client) {}

  void say(RawWebSocket client, String user, String token) {
    client.send("token:" + token);
  }

  void expectIn(RawWebSocket client, String user) {}

  abstract void expectRefused(RawWebSocket client);

  void join(RawWebSocket client, String user, String topic, boolean allowed) {
    throw new UnsupportedOperationException(name());
  }

  /** Insists that what is pushed to the user arrives. */
  void expectPush(URI base, RawWebSocket client, String user, String text) {
    push(base, user, text);
    assertThat(text(client)).contains(text);
  }

  static void push(URI base, String user, String text) {
    assertThat(
            HttpCalls.to(base)
                .post(
                    "/api/v1/apps/shop/messages",
                    "application/json",
                    "{\"to\":{\"user\":\"" + user + "\"},\"text\":\"" + text + "\"}")
                .status())
        .isEqualTo(200);
  }
}
