package io.wsgateway.api;

import io.wsgateway.auth.ServerApi;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JAX-RS methods of a package, found among its compiled classes. */
final class ResourceMethods {
  private ResourceMethods() {}

  /** Such as {@code GET /api/v1/nodes}, each with whether it wants a key. */
  static Map<String, Boolean> inPackageOf(Class<?> one) throws IOException, URISyntaxException {
    var root =
        java.nio.file.Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    var folder = root.resolve(one.getPackageName().replace('.', '/'));
    Map<String, Boolean> found = new TreeMap<>();
    try (Stream<java.nio.file.Path> files = Files.walk(folder)) {
      files
          .map(file -> root.relativize(file).toString().replaceAll("[/\\\\]", "."))
          .filter(file -> file.endsWith(".class"))
          .map(file -> load(file.replaceAll("\\.class$", ""), one.getClassLoader()))
          .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
          .forEach(
              method ->
                  verb(method)
                      .ifPresent(verb -> found.put(verb + " " + path(method), guarded(method))));
    }
    return found;
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(Objects::nonNull)
        .map(HttpMethod::value)
        .findFirst();
  }

  /** As OpenAPI writes it: placeholders without their patterns. */
  private static String path(Method method) {
    String path = "/" + pathOf(method.getDeclaringClass()) + "/" + pathOf(method);
    return path.replaceAll("/+", "/").replaceAll("\\{ *([a-z]+)[^}]*}", "{$1}");
  }

  private static String pathOf(AnnotatedElement element) {
    Path path = element.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }

  private static boolean guarded(Method method) {
    return method.isAnnotationPresent(ServerApi.class)
        || method.getDeclaringClass().isAnnotationPresent(ServerApi.class);
  }
}
