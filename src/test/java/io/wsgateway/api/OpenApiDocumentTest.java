package io.wsgateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.core.ErrorCode;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document agrees with itself, and with the resource methods. */
class OpenApiDocumentTest {
  private static final OpenApiDocument DOCUMENT = OpenApiDocument.ofProject();
  private static final String ROOT = "/api/v1";

  /** They take a race, an overload, and a node that hangs: other tests. */
  private static final Set<Integer> NOT_TRIED = Set.of(409, 503, 504);

  static List<OpenApiOperation> operations() {
    return DOCUMENT.operations();
  }

  @Test
  void operations_areTheResourceMethods() throws Exception {
    Map<String, Boolean> described = new TreeMap<>();
    DOCUMENT
        .operations()
        .forEach(
            operation ->
                described.put(
                    operation.method() + " " + ROOT + operation.path(), operation.isGuarded()));

    Map<String, Boolean> there = ResourceMethods.inPackageOf(OpenApiResource.class);
    // Of a filter: a resource's request is read by JAX-RS.
    there.put("POST " + ROOT + "/apps/{app}/messages/stream", true);
    assertThat(described).isEqualTo(there);
  }

  @Test
  void operations_haveIdsOfTheirOwn() {
    assertThat(DOCUMENT.operations()).extracting(OpenApiOperation::id).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_describesWhatIsInItsPath(OpenApiOperation operation) {
    List<String> described =
        operation.parameters().stream()
            .filter(parameter -> parameter.getString("in").equals("path"))
            .peek(parameter -> assertThat(parameter.getBoolean("required")).isTrue())
            .map(parameter -> parameter.getString("name"))
            .toList();

    assertThat(described).isEqualTo(operation.placeholders());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operation_saysWhatItIs(OpenApiOperation operation) {
    List<String> tags =
        DOCUMENT.objects(DOCUMENT.json(), "tags").stream()
            .map(tag -> tag.getString("name"))
            .toList();

    assertThat(operation.json().getString("summary")).isNotEmpty().doesNotEndWith(".");
    assertThat(operation.json().getJsonArray("tags")).hasSize(1);
    assertThat(tags).contains(operation.json().getJsonArray("tags").getString(0));
    assertThat(operation.statuses()).filteredOn(status -> status < 400).hasSize(1);
    assertThat(operation.response("default")).isPresent();
  }

  /** By what {@link OpenApiIT} tries wherever it applies, and by its table of calls. */
  @ParameterizedTest
  @MethodSource("operations")
  void everyStatus_isTried(OpenApiOperation operation) {
    Set<Integer> tried = new HashSet<>(Set.of(operation.success()));
    tried.addAll(operation.isGuarded() ? Set.of(401, 403) : Set.of());
    tried.addAll(operation.takes("app") ? Set.of(400) : Set.of());
    // OperatorsIT reads as many as there may be; StreamIT tries what is no stream.
    tried.addAll(operation.isStream() ? Set.of(operation.takesLines() ? 415 : 429) : Set.of());
    tried.addAll(operation.body().isPresent() ? Set.of(413, 415) : Set.of());
    tried.addAll(operation.takes("Idempotency-Key") ? Set.of(422) : Set.of());
    Stream.concat(ApiCall.ALL.stream(), ApiCall.BEYOND_SCHEMAS.stream())
        .filter(call -> operation.isFor(call.method(), call.path()))
        .forEach(call -> tried.add(call.status()));

    assertThat(operation.statuses())
        .filteredOn(status -> !NOT_TRIED.contains(status))
        .containsExactlyInAnyOrderElementsOf(tried);
  }

  @Test
  void references_leadSomewhere_andEverythingIsReferredTo() {
    List<String> references = new ArrayList<>();
    collectReferences(DOCUMENT.json(), references);
    references.forEach(reference -> JsonSchema.resolve(DOCUMENT.json(), reference));

    List<String> components = new ArrayList<>();
    for (String kind : List.of("parameters", "responses", "schemas")) {
      DOCUMENT
          .json()
          .getJsonObject("components")
          .getJsonObject(kind)
          .keySet()
          .forEach(name -> components.add("#/components/" + kind + "/" + name));
    }
    assertThat(components).isSubsetOf(references);
  }

  @Test
  void schemas_haveNoKeywordThatNobodyChecks() {
    List<JsonObject> schemas = new ArrayList<>();
    collectSchemas(DOCUMENT.json(), schemas);
    DOCUMENT
        .json()
        .getJsonObject("components")
        .getJsonObject("schemas")
        .values()
        .forEach(schema -> schemas.add(schema.asJsonObject()));

    assertThat(schemas).hasSizeGreaterThan(30);
    schemas.forEach(schema -> DOCUMENT.schema(schema).requireKnownKeywords());
  }

  @Test
  void examples_areOfTheirSchemas() {
    List<JsonObject> described = new ArrayList<>();
    collectDescribed(DOCUMENT.json(), described);

    assertThat(described).hasSizeGreaterThan(30);
    for (JsonObject one : described) {
      JsonSchema schema = DOCUMENT.schema(one.getJsonObject("schema")).closed();
      for (JsonValue example : OpenApiDocument.examples(one)) {
        assertThat(schema.faults(example)).as("%s", example).isEmpty();
      }
    }
  }

  @Test
  void problemTypes_areTheCatalogueOfErrors() {
    List<String> types =
        JsonSchema.resolve(DOCUMENT.json(), "#/components/schemas/ErrorType")
            .getJsonArray("enum")
            .getValuesAs(JsonString::getString);

    assertThat(types)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values())
                .map(code -> "urn:wsgateway:error:" + code.slug())
                .toList());
  }

  private static void collectReferences(JsonValue value, List<String> into) {
    if (value instanceof JsonObject object && object.containsKey("$ref")) {
      into.add(object.getString("$ref"));
    }
    children(value).forEach(child -> collectReferences(child, into));
  }

  /** Whatever has a schema and an example, or may have. */
  private static void collectDescribed(JsonValue value, List<JsonObject> into) {
    if (value instanceof JsonObject object && object.get("schema") instanceof JsonObject) {
      into.add(object);
    }
    children(value).forEach(child -> collectDescribed(child, into));
  }

  private static void collectSchemas(JsonValue value, List<JsonObject> into) {
    List<JsonObject> described = new ArrayList<>();
    collectDescribed(value, described);
    described.forEach(one -> into.add(one.getJsonObject("schema")));
  }

  private static Stream<JsonValue> children(JsonValue value) {
    return switch (value.getValueType()) {
      case OBJECT -> value.asJsonObject().values().stream();
      case ARRAY -> value.asJsonArray().stream();
      default -> Stream.empty();
    };
  }
}
