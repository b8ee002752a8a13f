package io.wsgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTokenTest {
  private static final String CLAIMS = "{\"sub\":\"7\"}";
  private static final SigningKeys RSA = SigningKeys.rsa("r");
  private static final SigningKeys EC = SigningKeys.ec("e", Curve.P_256);
  private static final SigningKeys ED = SigningKeys.ed25519("d");

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
  void claims_ofRsa(String algorithm) {
    assertThat(claims(RSA.token(algorithm, CLAIMS), RSA.publicKey())).contains(CLAIMS);
    assertThat(claims(RSA.token(algorithm, CLAIMS), SigningKeys.rsa("r").publicKey())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ES256,P-256", "ES384,P-384", "ES512,P-521"})
  void claims_ofEllipticCurves_eachOnItsOwn(String algorithm, String curve) {
    SigningKeys key = SigningKeys.ec("e", Curve.parse(curve));
    SigningKeys other = SigningKeys.ec("e", Curve.parse(curve));
    String token = key.token(algorithm, CLAIMS);

    assertThat(claims(token, key.publicKey())).contains(CLAIMS);
    assertThat(claims(token, other.publicKey())).isEmpty();
    if (!curve.equals("P-256")) {
      assertThat(claims(token, EC.publicKey())).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"EdDSA", "Ed25519"})
  void claims_ofEd25519(String algorithm) {
    for (int i = 0; i < 20; i++) {
      // Half of all keys have the bit set that says that x is odd.
      SigningKeys key = SigningKeys.ed25519("d");
      String token = key.token(algorithm, CLAIMS);

      assertThat(claims(token, key.publicKey())).contains(CLAIMS);
      assertThat(claims(token, ED.publicKey())).isEmpty();
      assertThat(claims(token.substring(0, token.length() - 2), key.publicKey())).isEmpty();
      assertThat(claims(token.substring(0, token.lastIndexOf('.') + 1), key.publicKey())).isEmpty();
    }
  }

  @Test
  void claims_extensionThatMustBeUnderstood_isRefused() {
    for (SigningKeys key : new SigningKeys[] {RSA, EC, ED}) {
      String algorithm = key == RSA ? "RS256" : key == EC ? "ES256" : "EdDSA";
      String token = key.token(algorithm, "\"crit\":[\"x\"],\"x\":1", CLAIMS);

      assertThat(claims(token, key.publicKey())).as(algorithm).isEmpty();
    }
  }

  @Test
  void claims_publicKeyTakenForASecret_isRefused() throws JOSEException {
    RSAKey rsa = RSA.publicKey().toRSAKey();
    String der =
        new String(rsa.toPublicKey().getEncoded(), java.nio.charset.StandardCharsets.ISO_8859_1);
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(rsa.toPublicKey().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";

    for (String secret : new String[] {der, pem, rsa.getModulus().toString(), rsa.toJSONString()}) {
      assertThat(claims(SignedTokens.hs256(CLAIMS, secret), rsa)).isEmpty();
    }
  }

  @Test
  void claims_ofAlgorithmNone_orOfAnotherKindOfKey_areRefused() {
    for (JWK key : new JWK[] {RSA.publicKey(), EC.publicKey(), ED.publicKey()}) {
      assertThat(claims(SignedTokens.unsigned(CLAIMS), key)).isEmpty();
    }
    assertThat(claims(SignedTokens.unsigned(CLAIMS), HmacTokens.key("secret"))).isEmpty();
    assertThat(claims(RSA.token("RS256", CLAIMS), EC.publicKey())).isEmpty();
    assertThat(claims(RSA.token("RS256", CLAIMS), HmacTokens.key("secret"))).isEmpty();
  }

  @Test
  void mayBeOf_goesByKindUseAlgorithmAndId() {
    SignedToken token = SignedToken.parse(RSA.token("RS256", CLAIMS)).orElseThrow();
    RSAKey key = RSA.publicKey().toRSAKey();

    assertThat(token.mayBeOf(key)).isTrue();
    assertThat(token.mayBeOf(new RSAKey.Builder(key).keyID(null).build())).isTrue();
    assertThat(token.mayBeOf(new RSAKey.Builder(key).keyID("other").build())).isFalse();
    assertThat(token.mayBeOf(new RSAKey.Builder(key).keyUse(KeyUse.ENCRYPTION).build())).isFalse();
    assertThat(
            token.mayBeOf(
                new RSAKey.Builder(key).algorithm(com.nimbusds.jose.JWSAlgorithm.PS256).build()))
        .isFalse();
    assertThat(token.mayBeOf(EC.publicKey())).isFalse();
  }

  private static Optional<String> claims(String token, JWK key) {
    return SignedToken.parse(token).flatMap(signed -> signed.claims(key)).map(Object::toString);
  }
}
