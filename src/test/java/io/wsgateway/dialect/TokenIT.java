package io.wsgateway.dialect;

import static io.wsgateway.dialect.FiveClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import io.wsgateway.auth.SignedTokens;
import io.wsgateway.auth.SigningKeys;
import io.wsgateway.client.Event;
import io.wsgateway.client.Eventually;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.client.RawWebSocket;
import io.wsgateway.json.JsonText;
import io.wsgateway.server.EveryServer;
import io.wsgateway.server.GatewayWar;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where users prove who they are by tokens: each original's client gets in with one, and nobody
 * with another, in any dialect.
 */
@ArquillianTest
@RunAsClient
@EveryServer
class TokenIT {
  private static final String SECRET = "the secret of the shop";
  private static final SigningKeys RSA = SigningKeys.rsa("r1");
  private static final SigningKeys EC = SigningKeys.ec("e1", Curve.P_256);
  private static final SigningKeys ED = SigningKeys.ed25519("d1");

  @ArquillianResource private URI base;

  @Deployment
  static WebArchive war() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("gateway.apps", "shop,other");
    settings.put("gateway.app.other.secret", "the secret of the other");
    settings.put("gateway.app.shop.auth", "jwt");
    settings.put("gateway.app.shop.secret", SECRET);
    settings.put("gateway.app.shop.previous-secret", "the secret before");
    settings.put("gateway.app.shop.jwks", SigningKeys.set(RSA, EC, ED));
    settings.put("gateway.app.shop.join", "news=anybody,club=role:member,own-{user}=users");
    settings.put("gateway.app.shop.publish", "*=role:speaker");
    settings.put("gateway.app.shop.list", "*=nobody");
    settings.put("gateway.app.shop.direct", "role:speaker");
    settings.put("gateway.app.shop.broadcast", "nobody");
    settings.put("gateway.auth.leeway", "0s");
    settings.put("gateway.auth.expiry-notice", "1s");
    settings.put("gateway.raw.application", "none");
    settings.put("gateway.origins", "https://shop.example");
    settings.put("gateway.gm.max-message-size", "64k");
    settings.put("gateway.gm.ping-interval", "1h");
    settings.put("gateway.limit.messages", "200");
    settings.put("gateway.vein.max-message-size", "64k");
    for (String dialect : List.of("gm", "member", "raw")) {
      settings.put("gateway." + dialect + ".app", "shop");
    }
    return GatewayWar.atRoot(settings);
  }

  @ParameterizedTest
  @EnumSource(SecuredDialect.class)
  void token_inTheDialectsOwnPlace_letsIn(SecuredDialect dialect) {
    for (String token :
        List.of(good("7"), SignedTokens.hs256("{\"sub\":\"7\"}", "the secret before"))) {
      try (RawWebSocket client = dialect.login(base, "7", token)) {
        dialect.expectIn(client, "7");
        Eventually.await("it is in", () -> isOnline("7"));
        dialect.expectPush(base, client, "7", "hello");
      }
      Eventually.await("it is out", () -> !isOnline("7"));
    }
  }

  @ParameterizedTest
  @EnumSource(value = SecuredDialect.class, names = "VEIN", mode = EnumSource.Mode.EXCLUDE)
  void token_ofAnIssuersKey_letsIn(SecuredDialect dialect) {
    String claims = "{\"sub\":\"8\"}";
    for (String token :
        List.of(RSA.token("RS256", claims), EC.token("ES256", claims), ED.token("EdDSA", claims))) {
      try (RawWebSocket client = dialect.login(base, "8", token)) {
        dialect.expectIn(client, "8");
        Eventually.await("it is in", () -> isOnline("8"));
      }
      Eventually.await("it is out", () -> !isOnline("8"));
    }
  }

  @ParameterizedTest
  @EnumSource(value = SecuredDialect.class, names = "VEIN", mode = EnumSource.Mode.EXCLUDE)
  void token_inTheHandshake_letsIn(SecuredDialect dialect) {
    String token = good("9");
    List<RawWebSocket> clients = new ArrayList<>();
    clients.add(dialect.connectWithQuery(base, "9", token));
    clients.add(dialect.connect(base, "9", "", Map.of("Authorization", "Bearer " + token)));
    clients.add(
        dialect.connect(
            base, "9", "", Map.of("Sec-WebSocket-Protocol", "wsgateway, token." + token)));

    for (RawWebSocket client : clients) {
      assertThat(client.isAccepted()).isTrue();
      if (dialect.isInBand()) {
        dialect.greet(client);
        dialect.say(client, "9", "");
      }
      dialect.expectIn(client, "9");
    }
    assertThat(clients.get(2).handshake().header("Sec-WebSocket-Protocol")).contains("wsgateway");
    clients.forEach(RawWebSocket::close);
  }

  static Stream<Arguments> attacks() throws JOSEException {
    long now = System.currentTimeMillis() / 1000;
    String token = good("7");
    Map<String, String> attacks = new LinkedHashMap<>();
    attacks.put("none", "");
    attacks.put("forged", SignedTokens.hs256("{\"sub\":\"7\"}", "guessed"));
    attacks.put(
        "expired", SignedTokens.hs256("{\"sub\":\"7\",\"exp\":" + (now - 60) + "}", SECRET));
    attacks.put("early", SignedTokens.hs256("{\"sub\":\"7\",\"nbf\":" + (now + 60) + "}", SECRET));
    attacks.put("alg=none", SignedTokens.unsigned("{\"sub\":\"7\"}"));
    attacks.put(
        "public key as secret",
        SignedTokens.hs256(
            "{\"sub\":\"7\"}",
            "-----BEGIN PUBLIC KEY-----\n"
                + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(RSA.publicKey().toRSAKey().toPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n"));
    attacks.put("truncated", token.substring(0, token.length() - 5));
    attacks.put("without signature", token.substring(0, token.lastIndexOf('.') + 1));
    attacks.put("wrong app", SignedTokens.hs256("{\"sub\":\"7\"}", "the secret of the other"));
    attacks.put("wrong key of that id", SigningKeys.rsa("r1").token("RS256", "{\"sub\":\"7\"}"));
    attacks.put("too long", token + "A".repeat(6000));
    return Stream.of(SecuredDialect.values())
        .flatMap(
            dialect ->
                attacks.entrySet().stream()
                    .map(attack -> arguments(dialect, attack.getKey(), attack.getValue())));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("attacks")
  void token_thatIsNotGood_isRefused_inTheDialectsOwnWay(
      SecuredDialect dialect, String attack, String token) {
    long before = refusals("token") + refusals("expired") + refusals("wrong-user");
    try (RawWebSocket client = dialect.login(base, "7", token)) {
      dialect.expectRefused(client);
    }
    assertThat(isOnline("7")).isFalse();
    if (!(dialect == SecuredDialect.VEIN && token.isEmpty())) {
      assertThat(refusals("token") + refusals("expired") + refusals("wrong-user"))
          .isGreaterThan(before);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SecuredDialect.class,
      names = {"VEIN"},
      mode = EnumSource.Mode.EXCLUDE)
  void token_ofSomebodyElse_isRefused(SecuredDialect dialect) {
    long before = refusals("wrong-user");
    try (RawWebSocket client = dialect.login(base, "7", good("77"))) {
      dialect.expectRefused(client);
    }
    assertThat(refusals("wrong-user")).isEqualTo(before + 1);
    assertThat(isOnline("7")).isFalse();
    assertThat(isOnline("77")).isFalse();
  }

  @Test
  void vein_isWhoeverTheTokenSays() {
    try (RawWebSocket client = SecuredDialect.VEIN.login(base, "7", good("77"))) {
      Eventually.await("it is in", () -> isOnline("77"));
      assertThat(isOnline("7")).isFalse();
      assertThat(client.isAccepted()).isTrue();
    }
  }

  @Test
  void reg_namesNobodyElse() {
    try (RawWebSocket client = SecuredDialect.REG.login(base, "7", good("7"));
        RawWebSocket guest = RawWebSocket.open(base.resolve("connection"))) {
      client.send("in:shop:77:news").expect("error msg format");
      client.send("out:shop:77:news").expect("error msg format");
      guest.send("in:shop:7:news").expect("error msg format");
      client.send("reg:shop:77:" + good("7")).expect("error msg format");
      SecuredDialect.REG.expectPush(base, client, "7", "still 7");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SecuredDialect.class,
      names = {"REG", "GM", "MEMBER"})
  void topics_areForThoseWhomTheRulesName(SecuredDialect dialect) {
    String member = SignedTokens.hs256("{\"sub\":\"7\",\"groups\":[\"member\"]}", SECRET);
    String claiming = SignedTokens.hs256("{\"sub\":\"8\",\"join\":[\"cl*\"]}", SECRET);
    try (RawWebSocket seven = dialect.login(base, "7", member);
        RawWebSocket eight = dialect.login(base, "8", claiming);
        RawWebSocket nine = dialect.login(base, "9", good("9"))) {
      dialect.expectIn(seven, "7");
      dialect.expectIn(eight, "8");
      dialect.expectIn(nine, "9");

      dialect.join(seven, "7", "news", true);
      dialect.join(seven, "7", "club", true);
      dialect.join(seven, "7", "own-7", true);
      dialect.join(seven, "7", "own-9", false);
      dialect.join(seven, "7", "other", false);
      dialect.join(eight, "8", "club", true);
      dialect.join(nine, "9", "club", false);
      dialect.join(nine, "9", "own-9", true);
    }
  }

  @Test
  void publishing_isForThoseWhomTheRulesName() {
    String speaker = SignedTokens.hs256("{\"sub\":\"7\",\"groups\":\"speaker\"}", SECRET);
    try (RawWebSocket gm = SecuredDialect.GM.login(base, "7", speaker);
        RawWebSocket silent = SecuredDialect.GM.login(base, "8", good("8"));
        RawWebSocket vein = SecuredDialect.VEIN.login(base, "7", speaker);
        RawWebSocket mute = SecuredDialect.VEIN.login(base, "8", good("8"))) {
      SecuredDialect.GM.expectIn(gm, "7");
      SecuredDialect.GM.expectIn(silent, "8");
      SecuredDialect.GM.join(gm, "7", "news", true);
      SecuredDialect.GM.join(silent, "8", "news", true);
      String refused = "{\"type\":\"not match\"}";

      silent.send(gm("send_to_group", "'group_id':'news','message':'x'")).expect(refused);
      silent.send(gm("send_to_client", "'client_id':'7','message':'x'")).expect(refused);
      silent.send(gm("send_to_all", "'message':'x'")).expect(refused);
      silent.send(gm("get_clientcount_bygroup", "'group_id':'news'")).expect(refused);
      gm.send(gm("send_to_all", "'message':'x'")).expect(refused);
      Eventually.await("both are there", () -> isOnline("7") && isOnline("8"));
      mute.send("{\"to\":\"7\",\"event\":1,\"data\":{\"a\":1}}");
      mute.send("{\"to\":\"news\",\"event\":2,\"data\":{\"a\":1}}");
      assertThat(mute.ping("done").next(Duration.ofSeconds(5), Set.of(Event.Kind.PONG)))
          .isPresent();
      gm.send(gm("send_to_group", "'group_id':'news','message':'y'")).expect("y");
      silent.expect("y");
      vein.send("{\"to\":\"8\",\"event\":1,\"data\":{\"b\":1}}");
      assertThat(text(mute)).contains("\"b\":1");
      assertThat(text(silent)).contains("\"b\":1");
    }
  }

  @Test
  void connection_endsWithItsToken_unlessANewerOneIsShown() {
    Map<SecuredDialect, RawWebSocket> staying = new EnumMap<>(SecuredDialect.class);
    Map<SecuredDialect, RawWebSocket> leaving = new EnumMap<>(SecuredDialect.class);
    long end = System.currentTimeMillis() / 1000 + 7;
    for (SecuredDialect dialect : SecuredDialect.values()) {
      String token = SignedTokens.hs256("{\"sub\":\"5\",\"exp\":" + end + "}", SECRET);
      for (Map<SecuredDialect, RawWebSocket> half : List.of(staying, leaving)) {
        RawWebSocket client = dialect.login(base, "5", token);
        dialect.expectIn(client, "5");
        half.put(dialect, client);
      }
    }
    staying.forEach(
        (dialect, client) -> {
          assertThat(client.next(Duration.ofSeconds(9)).orElseThrow().text())
              .as(dialect.name())
              .containsPattern("expires");
          dialect.say(client, "5", good("5"));
          if (dialect == SecuredDialect.GM) {
            dialect.expectIn(client, "5");
          } else if (dialect == SecuredDialect.MEMBER) {
            assertThat(text(client)).contains("hello 5");
          }
        });
    leaving.forEach(
        (dialect, client) -> {
          assertThat(text(client)).contains("expires");
          assertThat(client.next(Duration.ofSeconds(6)).orElseThrow().code())
              .as(dialect.name())
              .isEqualTo(4007);
        });
    SecuredDialect.push(base, "5", "still here");
    staying.forEach((dialect, client) -> assertThat(text(client)).contains("still here"));
    staying.values().forEach(RawWebSocket::close);
  }

  @ParameterizedTest
  @EnumSource(SecuredDialect.class)
  void origin_thatIsNotListed_isRefused(SecuredDialect dialect) {
    long before = refusals("origin");
    for (String origin :
        List.of("https://evil.example", "null", "https://shop.example.evil.example")) {
      RawWebSocket client = dialect.connect(base, "7", good("7"), Map.of("Origin", origin));
      assertThat(client.handshake().status()).isEqualTo(403);
    }
    assertThat(refusals("origin")).isEqualTo(before + 3);
    try (RawWebSocket client =
        dialect.connect(base, "7", good("7"), Map.of("Origin", "https://shop.example"))) {
      assertThat(client.isAccepted()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(SecuredDialect.class)
  void message_thatIsTooLarge_endsItsSendersConnection(SecuredDialect dialect) {
    long before = refusals("size");
    try (RawWebSocket client = dialect.login(base, "6", good("6"));
        RawWebSocket other = dialect.login(base, "66", good("66"))) {
      dialect.expectIn(client, "6");
      dialect.expectIn(other, "66");
      Eventually.await("both are in", () -> isOnline("6") && isOnline("66"));

      client.send("x".repeat(65_537));

      client.expectClose(1009);
      dialect.expectPush(base, other, "66", "still here");
    }
    Eventually.await("it is counted", () -> refusals("size") == before + 1);
  }

  @ParameterizedTest
  @EnumSource(value = SecuredDialect.class, names = "MEMBER", mode = EnumSource.Mode.EXCLUDE)
  void name_thatIsTooLong_isRefused_alsoIfItIsProved(SecuredDialect dialect) {
    String name = "n".repeat(201);
    try (RawWebSocket client = dialect.login(base, name, good(name))) {
      dialect.expectRefused(client);
    }
  }

  @Test
  void strangers_hearAndJoinNothing() {
    try (RawWebSocket gm = RawWebSocket.open(base.resolve("gm"));
        RawWebSocket stranger = RawWebSocket.open(base.resolve("member"));
        RawWebSocket unauthorized = SecuredDialect.MEMBER.login(base, "7", "bad")) {
      gm.expect("{\"type\":\"ping\"}");
      stranger.send("{\"member_id\":-1}");
      assertThat(text(stranger)).contains("hello stranger");
      SecuredDialect.MEMBER.expectRefused(unauthorized);
      for (RawWebSocket member : List.of(stranger, unauthorized)) {
        SecuredDialect.MEMBER.join(member, "7", "own-7", false);
      }
      assertThat(
              HttpCalls.to(base)
                  .post(
                      "/api/v1/apps/shop/messages",
                      "application/json",
                      "{\"to\":{\"all\":true},\"text\":\"for all\"}")
                  .status())
          .isEqualTo(200);
      for (RawWebSocket client : List.of(gm, stranger, unauthorized)) {
        client.expectNothingFor(Duration.ofMillis(100));
      }
    }
  }

  @Test
  void pathsThatAreWrittenOtherwise_areNoWayAround() {
    for (String path :
        List.of("/%63onnection", "//connection", "/connection/", "/connection;a=1")) {
      RawWebSocket client = RawWebSocket.open(base.getHost(), base.getPort(), path, Map.of());
      if (client.isAccepted()) {
        client.expectClose(4003);
      }
      client.drop();
    }
  }

  @Test
  void tokensThatAreShownAgainAndAgain_costNothing() {
    String token = good("4");
    try (RawWebSocket raw = SecuredDialect.RAW.login(base, "4", token)) {
      Eventually.await("it is in", () -> isOnline("4"));
      for (int i = 0; i < 500; i++) {
        raw.send("token:" + token);
      }
      SecuredDialect.RAW.expectPush(base, raw, "4", "still here");
      for (int i = 0; i < 6000; i++) {
        raw.send("token:" + token);
      }
      raw.expectClose(4011);
    } catch (UncheckedIOException e) {
      // It was closed while it still sent.
      assertThat(refusals("rate")).isPositive();
    }
  }

  private static String good(String user) {
    long soon = System.currentTimeMillis() / 1000 + 600;
    return SignedTokens.hs256("{\"sub\":\"" + user + "\",\"exp\":" + soon + "}", SECRET);
  }

  private static String gm(String type, String data) {
    return "{\"type\":\"" + type + "\",\"data\":{" + data.replace('\'', '"') + "}}";
  }

  private boolean isOnline(String user) {
    return HttpCalls.to(base)
        .get("/api/v1/apps/shop/users/" + user)
        .text()
        .replace(" ", "")
        .contains("\"online\":true");
  }

  private long refusals(String reason) {
    return JsonText.parse(HttpCalls.to(base).get("/api/v1/status").text())
        .orElseThrow()
        .asJsonObject()
        .getJsonObject("refused")
        .getJsonNumber(reason)
        .longValue();
  }
}
