package io.wsgateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Key pairs of issuers, and tokens that are signed with them by the JDK alone. */
public record SigningKeys(JWK publicKey, PrivateKey privateKey) {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /** RSA with 2048 bits. */
  public static SigningKeys rsa(String id) {
    try {
      RSAKey key = new RSAKeyGenerator(2048).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
      return new SigningKeys(key.toPublicJWK(), key.toPrivateKey());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** On a curve of NIST's. */
  public static SigningKeys ec(String id, Curve curve) {
    try {
      ECKey key = new ECKeyGenerator(curve).keyID(id).generate();
      return new SigningKeys(key.toPublicJWK(), key.toPrivateKey());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ed25519. */
  public static SigningKeys ed25519(String id) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      // The last 32 bytes of the X.509 form are the key as RFC 8032 has it.
      byte[] x509 = ((EdECPublicKey) pair.getPublic()).getEncoded();
      byte[] x = java.util.Arrays.copyOfRange(x509, x509.length - 32, x509.length);
      JWK key = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).keyID(id).build();
      return new SigningKeys(key, pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A JWK set. */
  public static String set(SigningKeys... keys) {
    return Stream.of(keys)
        .map(key -> key.publicKey().toJSONString())
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  /** A token with these claims, whose head names the key. */
  public String token(String algorithm, String claims) {
    return token(algorithm, "\"kid\":\"" + publicKey.getKeyID() + "\"", claims);
  }

  /** A token with these claims. {@code head} is further members of its head, or empty. */
  public String token(String algorithm, String head, String claims) {
    String more = head.isEmpty() ? "" : "," + head;
    String content = part("{\"alg\":\"" + algorithm + "\"" + more + "}") + "." + part(claims);
    try {
      Signature signature = signature(algorithm);
      signature.initSign(privateKey);
      signature.update(content.getBytes(UTF_8));
      return content + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Signature signature(String algorithm) throws GeneralSecurityException {
    String bits = algorithm.substring(algorithm.length() - 3);
    return switch (algorithm.substring(0, 2)) {
      case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
      case "PS" -> {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
            new PSSParameterSpec(
                "SHA-" + bits,
                "MGF1",
                new MGF1ParameterSpec("SHA-" + bits),
                Integer.parseInt(bits) / 8,
                1));
        yield signature;
      }
      case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
      default -> Signature.getInstance("Ed25519");
    };
  }

  private static String part(String json) {
    return BASE64.encodeToString(json.getBytes(UTF_8));
  }
}
