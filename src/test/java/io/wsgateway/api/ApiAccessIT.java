package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.HttpAnswer;
import io.wsgateway.client.HttpCalls;
import io.wsgateway.server.GatewayWar;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the REST API, and by which methods. */
@ArquillianTest
@RunAsClient
class ApiAccessIT {
  private static final String SECRET = "a-secret-of-24-characters";
  private static final String APP = "/api/v1/apps/shop";

  @ArquillianResource
  @OperateOnDeployment("api-keyless")
  private URI keyless;

  @ArquillianResource
  @OperateOnDeployment("api-keyed")
  private URI keyed;

  @Deployment(name = "api-keyless")
  static WebArchive keyless() {
    return GatewayWar.named("api-keyless", Map.of());
  }

  @Deployment(name = "api-keyed")
  static WebArchive keyed() {
    return GatewayWar.named(
        "api-keyed",
        Map.of(
            "gateway.keys", "backend",
            "gateway.key.backend.secret", SECRET,
            "gateway.key.backend.scopes", "push,read,manage,admin",
            "gateway.apps", "shop",
            "gateway.apps.closed", "true"));
  }

  /** A path and the methods that it has. */
  private record Resource(String path, String... methods) {
    @Override
    public String toString() {
      return path;
    }
  }

  static Stream<Resource> resources() {
    return Stream.of(
        new Resource(APP, "GET"),
        new Resource(APP + "/messages", "POST"),
        new Resource(APP + "/messages/batch", "POST"),
        new Resource(APP + "/users", "GET"),
        new Resource(APP + "/users/ann", "GET"),
        new Resource(APP + "/users/ann/connections", "DELETE"),
        new Resource(APP + "/topics", "GET"),
        new Resource(APP + "/topics/t", "GET", "DELETE"),
        new Resource(APP + "/topics/t/users", "GET"),
        new Resource(APP + "/topics/t/connections", "GET"),
        new Resource(APP + "/topics/t/users/ann", "PUT", "DELETE"),
        new Resource(APP + "/topics/t/connections/1", "PUT", "DELETE"),
        new Resource(APP + "/connections", "GET"),
        new Resource(APP + "/connections/1", "GET", "DELETE"),
        new Resource(APP + "/connections/1/user", "PUT", "DELETE"),
        new Resource(APP + "/connections/1/info", "GET", "PUT", "PATCH"),
        new Resource(APP + "/schedules", "POST"),
        new Resource(APP + "/schedules/1", "GET", "DELETE"),
        new Resource("/api/v1/blocks", "GET", "POST"),
        new Resource("/api/v1/blocks/1", "DELETE"),
        new Resource(APP + "/users/ann/report", "GET"),
        new Resource(APP + "/connections/1/report", "GET"),
        new Resource("/api/v1/apps", "GET"),
        new Resource("/api/v1/caller", "GET"),
        new Resource("/api/v1/cluster", "GET"),
        new Resource("/api/v1/nodes/self/drain", "POST", "DELETE"),
        new Resource("/api/v1/nodes/self/reload", "POST"),
        new Resource("/api/v1/nodes/self/configuration", "GET"),
        new Resource("/api/v1/nodes", "GET"),
        new Resource("/api/v1/status", "GET"));
  }

  @ParameterizedTest
  @MethodSource("resources")
  void resource_isForProgramsOnThisMachine_withoutKey(Resource resource) {
    HttpCalls local = HttpCalls.to(keyless).with("Content-Type", "application/json");
    for (String method : resource.methods()) {
      assertThat(call(local, method, resource.path()).status()).isNotIn(401, 403, 405, 500);
      for (HttpCalls foreign :
          new HttpCalls[] {
            local.with("X-Forwarded-For", "10.0.0.1"),
            local.with("Origin", "http://evil.example"),
            local.with("Sec-Fetch-Site", "cross-site"),
            local.with("Host", "evil.example")
          }) {
        Api.problem(call(foreign, method, resource.path()), 403, "forbidden");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("resources")
  void resource_needsTheKey_whereThereIsOne(Resource resource) {
    HttpCalls calls = HttpCalls.to(keyed).with("Content-Type", "application/json");
    for (String method : resource.methods()) {
      HttpAnswer refused = call(calls, method, resource.path());
      Api.problem(refused, 401, "unauthorized");
      assertThat(refused.header("WWW-Authenticate")).contains("Bearer");
      Api.problem(
          call(calls.with("X-API-Key", "wrong"), method, resource.path()), 401, "unauthorized");
      assertThat(call(calls.with("X-API-Key", SECRET), method, resource.path()).status())
          .isNotIn(401, 403, 405, 500);
    }
  }

  @ParameterizedTest
  @MethodSource("resources")
  void otherMethods_areRefused_namingThoseThatAre(Resource resource) {
    for (String method : new String[] {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
      if (!Arrays.asList(resource.methods()).contains(method)) {
        HttpAnswer answer = call(HttpCalls.to(keyless), method, resource.path());

        Api.problem(answer, 405, "method-not-allowed");
        String allow = answer.header("Allow").orElseThrow();
        assertThat(allow.split(", *")).contains(resource.methods()).doesNotContain(method);
      }
    }
    assertThat(HttpCalls.to(keyless).call("HEAD", resource.path(), null).status()).isEqualTo(405);
  }

  @ParameterizedTest
  @MethodSource("resources")
  void apps_thatAreNotListed_areRefused(Resource resource) {
    HttpCalls calls =
        HttpCalls.to(keyed).with("X-API-Key", SECRET).with("Content-Type", "application/json");
    String path = resource.path().replace("/shop", "/other");
    if (!path.equals(resource.path())) {
      for (String method : resource.methods()) {
        Api.problem(call(calls, method, path), 403, "unknown-app");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/v1",
        "/api/v2/apps/shop",
        "/api/v1/apps/shop/nothing",
        "/api/v1/apps/shop/users/ann/nothing",
        "/api/v1/apps/shop/topics/t/users/ann/nothing"
      })
  void otherPaths_areNotFound(String path) {
    Api.problem(HttpCalls.to(keyless).get(path), 404, "not-found");
  }

  @Test
  void apps_ofBadNames_areRefused() {
    Api.problem(HttpCalls.to(keyless).get("/api/v1/apps/" + "x".repeat(201)), 400, "bad-name");
  }

  private static HttpAnswer call(HttpCalls calls, String method, String path) {
    return calls.call(method, path, method.startsWith("P") ? "{}" : null);
  }
}
