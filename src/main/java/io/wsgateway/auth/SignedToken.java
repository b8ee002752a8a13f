package io.wsgateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.wsgateway.json.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON Web Token that says it is signed. What it says counts for nothing before a key has proved
 * it: {@link #claims} gives the claims only with a key of the kind that its algorithm is for, so
 * that nobody can have a public key taken for a shared secret, and {@code none} is no algorithm.
 */
final class SignedToken {
  private static final Set<JWSAlgorithm> EDDSA = Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519);

  private final JWSObject token;

  private SignedToken(JWSObject token) {
    this.token = token;
  }

  /** Reads one; nothing if it is none. */
  static Optional<SignedToken> parse(String text) {
    try {
      return Optional.of(new SignedToken(JWSObject.parse(text)));
    } catch (ParseException | RuntimeException e) {
      // The library has more ways to say "no token": a head that reads null has it find nothing.
      return Optional.empty();
    }
  }

  /** Which key it asks for, or null if it does not say. */
  @Nullable String keyId() {
    return token.getHeader().getKeyID();
  }

  /** Whether a key may be the one: of the right kind, for signatures, and of the id asked for. */
  boolean mayBeOf(JWK key) {
    JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
    boolean forSignatures = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
    boolean forThis = key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm);
    boolean asked = keyId() == null || key.getKeyID() == null || keyId().equals(key.getKeyID());
    return forSignatures && forThis && asked && verifier(key, algorithm) != null;
  }

  /** The claims, if this key has signed them. */
  Optional<JsonObject> claims(JWK key) {
    JWSVerifier verifier = verifier(key, token.getHeader().getAlgorithm());
    try {
      if (verifier == null || !token.verify(verifier)) {
        return Optional.empty();
      }
    } catch (JOSEException | RuntimeException e) {
      // A key or a signature of a length that cannot be.
      return Optional.empty();
    }
    return JsonText.parse(token.getPayload().toString())
        .filter(claims -> claims.getValueType() == JsonValue.ValueType.OBJECT)
        .map(JsonValue::asJsonObject);
  }

  private static @Nullable JWSVerifier verifier(JWK key, JWSAlgorithm algorithm) {
    try {
      if (key instanceof OctetSequenceKey secret
          && JWSAlgorithm.Family.HMAC_SHA.contains(algorithm)) {
        return new MACVerifier(HmacTokens.padded(secret.toByteArray()));
      }
      if (key instanceof RSAKey rsa && JWSAlgorithm.Family.RSA.contains(algorithm)) {
        return new RSASSAVerifier(rsa);
      }
      if (key instanceof ECKey ec
          && JWSAlgorithm.Family.EC.contains(algorithm)
          && Curve.forJWSAlgorithm(algorithm).contains(ec.getCurve())) {
        return new ECDSAVerifier(ec);
      }
      if (key instanceof OctetKeyPair pair
          && EDDSA.contains(algorithm)
          && pair.getCurve().equals(Curve.Ed25519)) {
        return new Ed25519Signatures(pair);
      }
      return null;
    } catch (JOSEException | RuntimeException e) {
      return null;
    }
  }
}
