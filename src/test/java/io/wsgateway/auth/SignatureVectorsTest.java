package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.config.GatewayConfig;
import io.wsgateway.json.JsonText;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The test vectors that back ends are written by. */
class SignatureVectorsTest {
  private static final Path FILE = Path.of("src/docs/signed-requests.json");

  /** One of them. */
  private record Vector(JsonObject json) {
    String get(String name) {
      return json.getString(name);
    }

    TestCall call() {
      return TestCall.remote()
          .to(get("method"), get("path"), get("query"))
          .saying(get("body"))
          .with("X-Gateway-Key", "a")
          .with("X-Gateway-Time", get("time"))
          .with("X-Gateway-Nonce", get("nonce"))
          .with("X-Gateway-Signature", get("signature"));
    }

    Key key() {
      return new Key(
          GatewayConfig.defaultsWith(
                  Map.of("gateway.keys", "a", "gateway.key.a.secret", get("secret")))
              .access()
              .keys()
              .get("a"),
          () -> 0);
    }

    @Override
    public String toString() {
      return get("name");
    }
  }

  static Stream<Vector> vectors() throws IOException {
    return JsonText.parse(Files.readString(FILE))
        .orElseThrow()
        .asJsonObject()
        .getJsonArray("vectors")
        .stream()
        .map(json -> new Vector(json.asJsonObject()));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void vector_isRightlySigned(Vector vector) {
    ServerCall call = vector.call().call();

    assertThat(Signature.fault(call)).isEmpty();
    Signature signature = Signature.of(call);
    assertThat(signature.text(call))
        .isEqualTo(vector.get("signed"))
        .contains(vector.get("bodySha256"));
    assertThat(signature.isRight(call, vector.key())).isTrue();
    ServerCall other = vector.call().saying(vector.get("body") + " ").call();
    assertThat(signature.isRight(other, vector.key())).isFalse();
  }

  @Test
  void example_ofTheGuide_isOneOfThem() throws IOException {
    String guide = Files.readString(Path.of("src/docs/server-api.md"));

    assertThat(vectors().filter(vector -> vector.get("name").equals("POST of JSON")))
        .singleElement()
        .satisfies(
            vector ->
                assertThat(guide)
                    .contains(vector.get("signed"), vector.get("signature"), vector.get("secret")));
  }
}
