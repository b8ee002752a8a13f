package io.wsgateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.EdDSAProvider;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/**
 * Verifies Ed25519 with the JDK, which has it since Java 15; the library's own verifier wants
 * another library of three megabytes for it.
 */
final class Ed25519Signatures extends EdDSAProvider implements JWSVerifier {
  private static final int SIGN_BIT = 0x80;

  private final PublicKey key;

  Ed25519Signatures(OctetKeyPair pair) throws JOSEException {
    key = publicKey(pair.getDecodedX());
  }

  /** 32 bytes, the lowest first: y, and in the highest bit whether x is odd (RFC 8032, 5.1.2). */
  private static PublicKey publicKey(byte[] encoded) throws JOSEException {
    if (encoded.length != 32) {
      throw new JOSEException("An Ed25519 key has 32 bytes, not " + encoded.length);
    }
    byte[] y = new byte[encoded.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = encoded[encoded.length - 1 - i];
    }
    boolean odd = (y[0] & SIGN_BIT) != 0;
    y[0] &= (byte) ~SIGN_BIT;
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(
              new EdECPublicKeySpec(
                  NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y))));
    } catch (GeneralSecurityException e) {
      throw new JOSEException("This is no Ed25519 key", e);
    }
  }

  @Override
  public boolean verify(JWSHeader header, byte[] content, Base64URL signature)
      throws JOSEException {
    // Extensions that must be understood, of which there is none here.
    if (!supportedJWSAlgorithms().contains(header.getAlgorithm())
        || header.getCriticalParams() != null) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature.decode());
    } catch (GeneralSecurityException e) {
      // A signature of another length, or a key that is no point of the curve.
      return false;
    }
  }
}
