package io.wsgateway.server;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.ByteArrayAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR that the build has packaged, as Arquillian deployments. */
public final class GatewayWar {
  /** Relative to the project, where Maven and IDEs run tests. */
  static final Path FILE = Path.of("target/wsgateway.war");

  private GatewayWar() {}

  /** The WAR as users deploy it: at the context root. */
  public static WebArchive atRoot(Map<String, String> settings) {
    return imported("wsgateway.war", settings);
  }

  /**
   * The WAR at {@code /name}, so that one server can hold several. The server's own descriptors,
   * which say the context root, are taken out.
   */
  public static WebArchive named(String name, Map<String, String> settings) {
    WebArchive war = imported(name + ".war", settings);
    war.delete("/WEB-INF/jboss-web.xml");
    war.delete("/WEB-INF/glassfish-web.xml");
    return war;
  }

  /** Adds what a test that runs inside the server needs: its classes, and AssertJ. */
  public static WebArchive withTest(WebArchive war, Class<?>... classes) {
    return war.addClasses(classes).addAsLibraries(jarWith(Assertions.class));
  }

  private static WebArchive imported(String fileName, Map<String, String> settings) {
    WebArchive war =
        ShrinkWrap.create(ZipImporter.class, fileName)
            .importFrom(FILE.toFile())
            .as(WebArchive.class);
    return settings.isEmpty() ? war : war.addAsLibrary(jarOf(settings));
  }

  /**
   * Settings for one deployment only. They travel in a jar of their own, because the WAR's classes
   * already hold a file of that name with all the defaults, which must stay; and they carry a
   * higher ordinal than that file, than environment variables and than system properties. The
   * embedded server loads classes from the test's class path first, so that with equal ordinals the
   * defaults would win there.
   */
  private static JavaArchive jarOf(Map<String, String> settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    properties.setProperty("config_ordinal", "500");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      properties.store(file, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ShrinkWrap.create(JavaArchive.class, "settings.jar")
        .addAsManifestResource(
            new ByteArrayAsset(file.toByteArray()), "microprofile-config.properties");
  }

  private static File jarWith(Class<?> type) {
    return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
