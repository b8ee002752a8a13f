package io.wsgateway.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A success that can be told again.
 *
 * @param status of HTTP
 * @param location of what was made, or empty
 * @param body a JSON object
 */
record Outcome(int status, String location, String body) {
  /** Longer bodies are lists, which shrink to a tenth. */
  private static final int PACK_FROM = 2_000;

  /** 200. */
  static Outcome ok(JsonObject body) {
    return new Outcome(200, "", body.toString());
  }

  /** 200, with a body that is written already. */
  static Outcome ok(String body) {
    return new Outcome(200, "", body);
  }

  Response.ResponseBuilder toResponse() {
    Response.ResponseBuilder response =
        Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
    return location.isEmpty() ? response : response.header(HttpHeaders.LOCATION, location);
  }

  /** One line of text that {@link #read} understands. */
  String write() {
    return status + " " + location + " " + (body.length() < PACK_FROM ? body : packed(body));
  }

  static Outcome read(String line) {
    String[] parts = line.split(" ", 3);
    String body = parts[2].startsWith("{") ? parts[2] : unpacked(parts[2]);
    return new Outcome(Integer.parseInt(parts[0]), parts[1], body);
  }

  private static String packed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return new String(Base64.getEncoder().encode(bytes.toByteArray()), ISO_8859_1);
  }

  private static String unpacked(String packed) {
    byte[] bytes = Base64.getDecoder().decode(packed);
    try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return new String(inflater.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("What was packed can be unpacked", e);
    }
  }
}
