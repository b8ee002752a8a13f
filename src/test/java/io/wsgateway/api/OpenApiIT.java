package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.server.GatewayWar;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gateway answers as its OpenAPI document says, to every operation, whatever the status. {@link
 * OpenApiDocumentTest} holds that no status is left out here.
 */
@ArquillianTest
@RunAsClient
class OpenApiIT {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.ofProject();
  private static final String KEY = "Idempotency-Key";
  private static final String REPLAYED = "Idempotency-Replayed";
  private static final String SECRET = "a-secret-of-24-characters";

  @Deployment(name = "described")
  static WebArchive described() {
    return GatewayWar.named("described", Map.of("gateway.message.max-size", "1k"));
  }

  @Deployment(name = "described-tight")
  static WebArchive tight() {
    return GatewayWar.named(
        "described-tight",
        Map.of(
            "gateway.membership.max-topics-per-user", "1",
            "gateway.info.max-size", "20",
            "gateway.schedules.max-entries", "0",
            "gateway.blocks.max-entries", "0"));
  }

  @Deployment(name = "described-keyed")
  static WebArchive keyed() {
    return GatewayWar.named(
        "described-keyed",
        Map.of(
            "gateway.keys", "backend",
            "gateway.key.backend.secret", SECRET,
            "gateway.apps.closed", "true"));
  }

  static Stream<OpenApiOperation> operations() {
    return DOCUMENT.operations().stream();
  }

  /** Those that end; {@link OperatorsIT} reads the others. */
  static Stream<OpenApiOperation> ending() {
    return operations().filter(operation -> !operation.isStream());
  }

  static Stream<OpenApiOperation> guarded() {
    return operations().filter(OpenApiOperation::isGuarded);
  }

  static Stream<OpenApiOperation> withApp() {
    return operations().filter(operation -> operation.takes("app"));
  }

  static Stream<OpenApiOperation> withBody() {
    return operations().filter(operation -> operation.body().isPresent());
  }

  static Stream<OpenApiOperation> repeatable() {
    return operations().filter(operation -> operation.takes(KEY));
  }

  static Set<String> paths() {
    return DOCUMENT.json().getJsonObject("paths").keySet();
  }

  static List<ApiCall> calls() {
    return ApiCall.ALL;
  }

  static List<ApiCall> callsBeyondSchemas() {
    return ApiCall.BEYOND_SCHEMAS;
  }

  @Test
  void document_isServedToEverybody_andNamesItsServer() {
    HttpAnswer answer = HttpCalls.to(keyed).get(ApiScene.ROOT + "/openapi.json");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("*");
    JsonObject served = OpenApiDocument.read(answer.body()).asJsonObject();
    assertThat(served.getValue("/servers/0/url").toString())
        .isEqualTo("\"/described-keyed" + ApiScene.ROOT + "\"");
    assertThat(served.get("paths")).isEqualTo(DOCUMENT.json().get("paths"));
    assertThat(served.get("components")).isEqualTo(DOCUMENT.json().get("components"));
  }

  @ParameterizedTest
  @MethodSource("ending")
  void operation_succeeds_whenCalledAsInItsExamples(OpenApiOperation operation) {
    try (ApiScene scene = new ApiScene(described)) {
      Map<String, String> values = new HashMap<>(scene.values());
      if (operation.path().contains("{id}")) {
        boolean isBlock = operation.path().startsWith("/blocks/");
        values.put("id", isBlock ? scene.block() : scene.schedule());
      }
      String path = operation.pathWith(values);
      if (operation.body().isEmpty()) {
        assertDescribed(operation, scene.call(operation.method(), path, null), operation.success());
      }
      for (JsonValue body : operation.bodies()) {
        assertThat(operation.requestFaults(path, body)).isEmpty();
        HttpAnswer answer = scene.call(operation.method(), path, body.toString());
        assertDescribed(operation, answer, operation.success());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void call_isAnsweredAsDescribed_andRefusedWhereTheDocumentRefusesIt(ApiCall call) {
    HttpAnswer answer = answerTo(call);
    OpenApiOperation operation = operationOf(call);
    List<String> faults =
        operation.requestFaults(call.path().replace("{connection}", "1"), call.json());

    assertDescribed(operation, answer, call.status());
    assertThat(faults.isEmpty()).as("%s", faults).isEqualTo(call.status() != 400);
  }

  @ParameterizedTest
  @MethodSource("callsBeyondSchemas")
  void call_isAnsweredAsDescribed(ApiCall call) {
    assertDescribed(operationOf(call), answerTo(call), call.status());
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void withoutKey_fromElsewhere_orForAnAppThatIsNotListed_everythingIsRefused(
      OpenApiOperation operation) {
    String path = ApiScene.ROOT + operation.pathWith(Map.of());
    HttpCalls calls =
        operation.body().isPresent()
            ? HttpCalls.to(keyed).with("Content-Type", "application/json")
            : HttpCalls.to(keyed);
    String body = operation.firstBody();

    assertDescribed(operation, calls.call(operation.method(), path, body), 401);
    if (operation.takes("app")) {
      HttpCalls withKey = calls.with("X-API-Key", SECRET);
      assertDescribed(operation, withKey.call(operation.method(), path, body), 403);
    }
    HttpCalls elsewhere = HttpCalls.to(described).with("X-Forwarded-For", "192.0.2.1");
    assertDescribed(operation, elsewhere.call(operation.method(), path, body), 403);
  }

  @ParameterizedTest
  @MethodSource("withApp")
  void appWithABadName_isRefused(OpenApiOperation operation) {
    String path = ApiScene.ROOT + operation.pathWith(Map.of("app", "x".repeat(201)));
    HttpCalls calls = HttpCalls.to(described).with("Content-Type", "application/json");
    String body = operation.firstBody();

    HttpAnswer answer = calls.call(operation.method(), path, body);

    assertDescribed(operation, answer, 400);
    assertThat(answer.text()).contains("urn:wsgateway:error:bad-name");
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void bodyThatIsNoJson_orOfAnotherType_orTooLarge_isRefused(OpenApiOperation operation) {
    String path = ApiScene.ROOT + operation.pathWith(Map.of());
    HttpCalls calls = HttpCalls.to(described);
    HttpCalls json = calls.with("Content-Type", "application/json");
    String body = operation.firstBody();

    assertDescribed(operation, json.call(operation.method(), path, "{"), 400);
    if (operation.needsBody()) {
      assertDescribed(operation, json.call(operation.method(), path, ""), 400);
    }
    assertDescribed(operation, calls.call(operation.method(), path, body), 415);
    for (String type : List.of("text/plain", "application/json; charset=utf-16")) {
      HttpCalls other = calls.with("Content-Type", type);
      assertDescribed(operation, other.call(operation.method(), path, body), 415);
    }
    String large = body + " ".repeat(100_000);
    assertDescribed(operation, json.call(operation.method(), path, large), 413);
  }

  @ParameterizedTest
  @MethodSource("repeatable")
  void repeatedWithItsKey_isReplayed_butNotWithAnotherBody(OpenApiOperation operation) {
    try (ApiScene scene = new ApiScene(described)) {
      String path = operation.pathWith(scene.values());
      String body = operation.firstBody();
      Map<String, String> key = Map.of(KEY, "a-key");

      HttpAnswer first = scene.call(operation.method(), path, body, key);
      HttpAnswer again = scene.call(operation.method(), path, body, key);
      HttpAnswer other = scene.call(operation.method(), path, body + " ", key);
      HttpAnswer bad = scene.call(operation.method(), path, body, Map.of(KEY, "a b"));

      assertDescribed(operation, first, operation.success());
      assertDescribed(operation, again, operation.success());
      assertThat(first.header(REPLAYED)).isEmpty();
      assertThat(again.header(REPLAYED)).contains("true");
      assertThat(again.text()).isEqualTo(first.text());
      assertDescribed(operation, other, 422);
      assertDescribed(operation, bad, 400);
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void path_hasTheMethodsThatAreDescribed_andNoOthers(String path) {
    List<OpenApiOperation> here =
        operations().filter(operation -> operation.path().equals(path)).toList();
    List<String> methods = here.stream().map(OpenApiOperation::method).toList();
    String filled = ApiScene.ROOT + here.get(0).pathWith(Map.of());

    for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
      if (!methods.contains(method)) {
        HttpAnswer answer = HttpCalls.to(described).call(method, filled, null);
        assertThat(answer.status()).as(method).isEqualTo(405);
        assertThat(faultsOfOtherError(here.get(0), answer)).isEmpty();
        assertThat(answer.header("Allow").orElse("").split(", *"))
            .filteredOn(allowed -> !Set.of("HEAD", "OPTIONS").contains(allowed))
            .containsExactlyInAnyOrderElementsOf(methods);
      }
    }
  }

  @Test
  void answerOfAnotherTypeThanIsAccepted_isAProblem() {
    OpenApiOperation nodes = DOCUMENT.operation("listNodes");

    HttpAnswer answer =
        HttpCalls.to(described).with("Accept", "text/csv").get(ApiScene.ROOT + nodes.path());

    assertThat(answer.status()).isEqualTo(406);
    assertThat(faultsOfOtherError(nodes, answer)).isEmpty();
  }

  private HttpAnswer answerTo(ApiCall call) {
    try (ApiScene scene = new ApiScene(call.status() == 429 ? tight : described)) {
      return scene.call(call.method(), call.path(), call.body());
    }
  }

  private static OpenApiOperation operationOf(ApiCall call) {
    return DOCUMENT
        .operation(call.method(), call.path())
        .orElseThrow(() -> new AssertionError("the document does not know " + call));
  }

  private static void assertDescribed(OpenApiOperation operation, HttpAnswer answer, int status) {
    String shown = operation + ": " + answer.status() + " " + answer.text();
    assertThat(answer.status()).as(shown).isEqualTo(status);
    assertThat(operation.faults(answer)).as(shown).isEmpty();
    if (status >= 400) {
      JsonObject problem = OpenApiDocument.read(answer.body()).asJsonObject();
      assertThat(problem.getInt("status")).isEqualTo(status);
    }
  }

  private static List<String> faultsOfOtherError(OpenApiOperation operation, HttpAnswer answer) {
    return DOCUMENT.faults(operation.response("default").orElseThrow(), answer);
  }

  @ArquillianResource
  @OperateOnDeployment("described")
  private URI described;

  @ArquillianResource
  @OperateOnDeployment("described-tight")
  private URI tight;

  @ArquillianResource
  @OperateOnDeployment("described-keyed")
  private URI keyed;
}
