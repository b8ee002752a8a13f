package io.wsgateway.api;

import io.wsgateway.client.HttpAnswer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The gateway's OpenAPI document, as tests read it. Immutable. */
final class OpenApiDocument {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonObject json;
  private final List<OpenApiOperation> operations = new ArrayList<>();

  private OpenApiDocument(JsonObject json) {
    this.json = json;
    json.getJsonObject("paths")
        .forEach((path, methods) -> addOperations(path, methods.asJsonObject()));
  }

  private void addOperations(String path, JsonObject methods) {
    List<JsonObject> shared = objects(methods, "parameters");
    methods.forEach(
        (method, operation) -> {
          if (METHODS.contains(method)) {
            operations.add(
                new OpenApiOperation(this, method, path, operation.asJsonObject(), shared));
          }
        });
  }

  /** As it lies in the project. */
  static OpenApiDocument ofProject() {
    try (InputStream in = OpenApiResource.class.getResourceAsStream("openapi.json")) {
      return new OpenApiDocument(read(in.readAllBytes()).asJsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Any JSON. */
  static JsonValue read(byte[] text) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(text))) {
      return reader.readValue();
    }
  }

  /** Any JSON. */
  static JsonValue read(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }

  JsonObject json() {
    return json;
  }

  /** All operations, in the order of the document. */
  List<OpenApiOperation> operations() {
    return operations;
  }

  /** The operation by its id. */
  OpenApiOperation operation(String id) {
    return operations.stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no operation " + id));
  }

  /** The operation that a request is for. */
  Optional<OpenApiOperation> operation(String method, String path) {
    return operations.stream().filter(operation -> operation.isFor(method, path)).findFirst();
  }

  /** A schema with the document that its references are in. */
  JsonSchema schema(JsonObject schema) {
    return JsonSchema.of(json, schema);
  }

  /** The members of an array of objects, references followed; none if there is no such array. */
  List<JsonObject> objects(JsonObject of, String name) {
    return of.getOrDefault(name, JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
        .map(member -> followed(member.asJsonObject()))
        .toList();
  }

  /** An object, or what it refers to. */
  JsonObject followed(JsonObject object) {
    return object.containsKey("$ref") ? JsonSchema.resolve(json, object.getString("$ref")) : object;
  }

  /** What is wrong with an answer, other than its status, if it is to be such a response. */
  List<String> faults(JsonObject response, HttpAnswer answer) {
    List<String> faults = new ArrayList<>();
    JsonObject headers = member(response, "headers");
    headers.forEach(
        (name, header) -> {
          JsonObject described = header.asJsonObject();
          Optional<String> value = answer.header(name);
          if (value.isPresent()) {
            schema(described.getJsonObject("schema"))
                .faults(Json.createValue(value.get()))
                .forEach(fault -> faults.add("header " + name + ": " + fault));
          } else if (described.getBoolean("required", false)) {
            faults.add("header " + name + " is missing");
          }
        });
    JsonObject content = member(response, "content");
    if (content.isEmpty()) {
      if (answer.body().length > 0) {
        faults.add("there is a body, of which the document knows nothing");
      }
      return faults;
    }
    String type = answer.header("Content-Type").orElse("none").replaceAll(" *;.*", "");
    if (!content.containsKey(type)) {
      faults.add("its type is " + type + ", not one of " + content.keySet());
      return faults;
    }
    JsonObject schema = content.getJsonObject(type).getJsonObject("schema");
    faults.addAll(schema(schema).closed().faults(read(answer.body())));
    return faults;
  }

  /** What stands as an example, in {@code example} or {@code examples}. */
  static List<JsonValue> examples(JsonObject media) {
    return Stream.concat(
            Stream.ofNullable(media.get("example")),
            member(media, "examples").values().stream()
                .map(example -> example.asJsonObject().get("value")))
        .toList();
  }

  /** An object within another; empty if there is none. */
  static JsonObject member(JsonObject of, String name) {
    return of.getOrDefault(name, JsonValue.EMPTY_JSON_OBJECT).asJsonObject();
  }
}
