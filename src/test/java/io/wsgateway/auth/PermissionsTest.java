package io.wsgateway.auth;

import static io.wsgateway.auth.Permissions.Action.JOIN;
import static io.wsgateway.auth.Permissions.Action.LIST;
import static io.wsgateway.auth.Permissions.Action.PUBLISH;
import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.core.Audit;
import io.wsgateway.core.Connection;
import io.wsgateway.core.Counters;
import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import io.wsgateway.core.Identity;
import io.wsgateway.core.Refusal;
import io.wsgateway.core.TestConnections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PermissionsTest {
  private static final Connection GUEST = TestConnections.of("shop", null, Identity.CLAIMED);
  private static final Connection ANN = user("ann", Set.of(), Map.of());

  private final Counters counters = new Counters();

  @Test
  void withoutRules_everybodyMayDoEverything() {
    Permissions permissions = permissions(Map.of());

    assertThat(may(permissions, GUEST, JOIN, "x")).isTrue();
    assertThat(may(permissions, GUEST, PUBLISH, "x")).isTrue();
    assertThat(may(permissions, GUEST, LIST, "x")).isTrue();
    assertThat(does(() -> permissions.requireDirect(GUEST, "shop"))).isTrue();
    assertThat(does(() -> permissions.requireBroadcast(GUEST, "shop"))).isTrue();
    assertThat(counters.refusals(Refusal.FORBIDDEN)).isZero();
  }

  @Test
  void withoutRules_whereUsersProveWhoTheyAre_strangersMayDoNothing() {
    Permissions permissions = permissions(Map.of(), "jwt");

    assertThat(may(permissions, GUEST, JOIN, "x")).isFalse();
    assertThat(may(permissions, GUEST, PUBLISH, "x")).isFalse();
    assertThat(does(() -> permissions.requireDirect(GUEST, "shop"))).isFalse();
    assertThat(does(() -> permissions.requireBroadcast(GUEST, "shop"))).isFalse();
    assertThat(may(permissions, ANN, JOIN, "x")).isTrue();
    assertThat(does(() -> permissions.requireBroadcast(ANN, "shop"))).isTrue();
    assertThat(may(permissions(Map.of("join", "*=anybody"), "jwt"), GUEST, JOIN, "x")).isTrue();
  }

  @Test
  void firstEntryThatNamesTheTopicDecides_andNoneIsNobody() {
    Permissions permissions =
        permissions(
            Map.of("join", "news-secret=nobody, news-*=anybody, user-{user}=users, club=users"));

    assertThat(may(permissions, GUEST, JOIN, "news-x")).isTrue();
    assertThat(may(permissions, GUEST, JOIN, "news-secret")).isFalse();
    assertThat(may(permissions, GUEST, JOIN, "club")).isFalse();
    assertThat(may(permissions, GUEST, JOIN, "other")).isFalse();
    assertThat(may(permissions, ANN, JOIN, "club")).isTrue();
    assertThat(may(permissions, ANN, JOIN, "user-ann")).isTrue();
    assertThat(may(permissions, ANN, JOIN, "user-bob")).isFalse();
    assertThat(may(permissions, GUEST, PUBLISH, "anything")).isTrue();
    assertThat(counters.refusals(Refusal.FORBIDDEN)).isEqualTo(4);
  }

  @Test
  void rolesCount_inTheAppThatTheyWereProvedTo() {
    Permissions permissions =
        permissions(Map.of("publish", "*=role:speaker", "broadcast", "role:boss"));
    Connection speaker = user("ann", Set.of("speaker"), Map.of());
    Connection loggedIn = user("bob", Set.of("boss"), Map.of());
    Connection elsewhere =
        TestConnections.of("other", "bob", Identity.provedWith(Set.of("boss", "speaker")));

    assertThat(may(permissions, speaker, PUBLISH, "x")).isTrue();
    assertThat(may(permissions, ANN, PUBLISH, "x")).isFalse();
    assertThat(does(() -> permissions.requireBroadcast(loggedIn, "shop"))).isTrue();
    assertThat(does(() -> permissions.requireBroadcast(speaker, "shop"))).isFalse();
    assertThat(does(() -> permissions.requireBroadcast(elsewhere, "shop"))).isFalse();
    assertThat(may(permissions, elsewhere, PUBLISH, "x")).isFalse();
  }

  @Test
  void claimsNameTopics_byARuleOrBesidesTheRules() {
    Permissions permissions =
        permissions(
            Map.of("join", "room-*=claim:rooms", "publish", "*=nobody", "list", "*=nobody"));
    Connection guest = user("ann", Set.of(), Map.of("rooms", List.of("room-1", "room-2*")));
    Connection allowed =
        user("bob", Set.of(), Map.of("publish", List.of("a-*"), "join", List.of("b")));

    assertThat(may(permissions, guest, JOIN, "room-1")).isTrue();
    assertThat(may(permissions, guest, JOIN, "room-22")).isTrue();
    assertThat(may(permissions, guest, JOIN, "room-3")).isFalse();
    assertThat(may(permissions, allowed, PUBLISH, "a-1")).isTrue();
    assertThat(may(permissions, allowed, PUBLISH, "b")).isFalse();
    assertThat(may(permissions, allowed, JOIN, "b")).isTrue();
    assertThat(may(permissions, allowed, LIST, "b")).isFalse();
  }

  @Test
  void usersOfAnotherAppAreNobodyHere() {
    Permissions permissions = permissions(Map.of("join", "*=users"), "jwt");
    Connection stranger = TestConnections.of("other", "ann", Identity.provedWith(Set.of()));

    assertThat(may(permissions, stranger, JOIN, "x")).isFalse();
    assertThat(does(() -> permissions.requireSelf(stranger, "shop", "ann"))).isFalse();
    assertThat(does(() -> permissions.requireSelf(ANN, "shop", "ann"))).isTrue();
    assertThat(does(() -> permissions.requireSelf(ANN, "shop", "bob"))).isFalse();
    assertThat(counters.refusals(Refusal.WRONG_USER)).isEqualTo(2);
  }

  private static Connection user(String name, Set<String> roles, Map<String, List<String>> claims) {
    return TestConnections.of("shop", name, new Identity(true, roles, claims, null, null, null));
  }

  private Permissions permissions(Map<String, String> rules) {
    return permissions(rules, "open");
  }

  private Permissions permissions(Map<String, String> rules, String auth) {
    Map<String, String> settings = new HashMap<>();
    settings.put("gateway.apps", "shop");
    settings.put("gateway.app.shop.auth", auth);
    settings.put("gateway.app.shop.secret", "s");
    rules.forEach((name, value) -> settings.put("gateway.app.shop." + name, value));
    return new Permissions(GatewayConfig.defaultsWith(settings), new Audit(counters));
  }

  private static boolean may(
      Permissions permissions, Connection connection, Permissions.Action action, String topic) {
    return does(() -> permissions.require(connection, action, "shop", topic));
  }

  private static boolean does(Runnable request) {
    try {
      request.run();
      return true;
    } catch (GatewayException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN);
      return false;
    }
  }
}
