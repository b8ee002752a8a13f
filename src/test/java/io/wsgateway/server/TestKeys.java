package io.wsgateway.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The files that the scripts for TLS want, with keys made for one test by the JDK's keytool, and
 * what clients need to connect.
 */
final class TestKeys {
  static final String PASSWORD = "of-this-test";

  private static final String OURS = "our-authority";
  private static final String THEIRS = "their-authority";

  private final Path server;
  private final Path backends;
  private final KeyStore keys;

  private TestKeys(Path server, Path backends, KeyStore keys) {
    this.server = server;
    this.backends = backends;
    this.keys = keys;
  }

  /**
   * In this folder: the server's key, two authorities, of which the server is to believe one, and a
   * back end's certificate of each.
   */
  static TestKeys make(Path folder) {
    try {
      Files.createDirectories(folder);
      Path server = folder.resolve("wsgateway.p12");
      Path others = folder.resolve("others.p12");
      Path backends = folder.resolve("wsgateway-backends.p12");
      Files.deleteIfExists(server);
      Files.deleteIfExists(others);
      keytool(server, "wsgateway", "-ext", "san=ip:127.0.0.1");
      for (String authority : List.of(OURS, THEIRS)) {
        keytool(others, authority, "-ext", "bc:c");
        keytool(others, "by-" + authority, "-signer", authority, "-ext", "eku=clientAuth");
      }
      KeyStore keys = load(others);
      KeyStore believed = KeyStore.getInstance("PKCS12");
      believed.load(null, null);
      believed.setCertificateEntry("backends", keys.getCertificate(OURS));
      try (OutputStream out = Files.newOutputStream(backends)) {
        believed.store(out, PASSWORD.toCharArray());
      }
      return new TestKeys(server, backends, keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the server reads. */
  List<Path> files() {
    return List.of(server, backends);
  }

  /** Trusts the server, and shows nothing. */
  SSLContext stranger() {
    return context(null);
  }

  /** Shows a certificate of the authority that the server believes. */
  SSLContext backEnd() {
    return context("by-" + OURS);
  }

  /** Shows a certificate of another authority, although the server does not ask for such. */
  SSLContext foreigner() {
    return context("by-" + THEIRS);
  }

  private SSLContext context(String alias) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("server", load(server).getCertificate("wsgateway"));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      KeyManager[] own = alias == null ? null : new KeyManager[] {always(alias)};
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyManager always(String alias) throws GeneralSecurityException {
    X509Certificate[] chain =
        Arrays.stream(keys.getCertificateChain(alias))
            .map(X509Certificate.class::cast)
            .toArray(X509Certificate[]::new);
    return new Always(alias, chain, (PrivateKey) keys.getKey(alias, PASSWORD.toCharArray()));
  }

  private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static void keytool(Path file, String alias, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", file.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(List.of(more));
    ChildProcess keytool = ChildProcess.start(file.resolveSibling("keytool.log"), command);
    if (!keytool.awaitSuccess(30)) {
      throw new IllegalStateException(keytool.log());
    }
  }

  /** Shows one certificate, whatever the server asks for. The JDK's would rather show none. */
  private static final class Always extends X509ExtendedKeyManager {
    private final String alias;
    private final X509Certificate[] chain;
    private final PrivateKey key;

    Always(String alias, X509Certificate[] chain, PrivateKey key) {
      this.alias = alias;
      this.chain = chain;
      this.key = key;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return alias;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      return alias;
    }

    @Override
    public X509Certificate[] getCertificateChain(String asked) {
      return chain;
    }

    @Override
    public PrivateKey getPrivateKey(String asked) {
      return key;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {alias};
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      throw new UnsupportedOperationException();
    }
  }
}
