package io.wsgateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wsgateway.core.ErrorCode;
import io.wsgateway.core.GatewayException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.EntityPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, from its query string and then its form. Decoded here, as UTF-8,
 * because servers differ in what they do with malformed ones: a bad escape or bad UTF-8 is {@link
 * ErrorCode#BAD_REQUEST}.
 */
public final class Parameters {
  private final Map<String, List<String>> values = new HashMap<>();

  private Parameters() {}

  /** None, to be added to. */
  public static Parameters none() {
    return new Parameters();
  }

  /** Those of a request's query, followed by those of its form. */
  public static Parameters of(HttpServletRequest request, @Nullable Parameters form) {
    String query = request.getQueryString();
    Parameters all = none().andForm(query == null ? "" : query);
    if (form != null) {
      form.values.forEach((name, values) -> values.forEach(value -> all.add(name, value)));
    }
    return all;
  }

  /** Adds those of a query string or an URL-encoded form, as it stands in the request. */
  public Parameters andForm(String form) {
    for (String pair : form.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        add(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return this;
  }

  /**
   * The same for a form as it came in a body.
   *
   * @param announced how many bytes were to come, or less than 0 if that was not said
   * @throws GatewayException {@link ErrorCode#BAD_REQUEST} if fewer came: what is there would be a
   *     whole form, of less than was meant
   */
  public Parameters andForm(byte[] body, long announced) {
    if (body.length < announced) {
      throw new GatewayException(
          ErrorCode.BAD_REQUEST,
          "The body ended after " + body.length + " of " + announced + " bytes; send it again");
    }
    return andForm(new String(body, ISO_8859_1));
  }

  /** Adds those of a multipart form. */
  public Parameters andParts(List<EntityPart> parts) {
    for (EntityPart part : parts) {
      try {
        add(part.getName(), utf8(part.getContent().readAllBytes()));
      } catch (IOException e) {
        throw new GatewayException(ErrorCode.BAD_REQUEST, "The multipart form ends too early");
      }
    }
    return this;
  }

  /** The last value of a parameter, or nothing if it is not there. */
  public Optional<String> last(String name) {
    List<String> all = values.getOrDefault(name, Collections.emptyList());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  private void add(String name, String value) {
    values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
  }

  private static String decode(String encoded) {
    if (encoded.indexOf('%') < 0 && encoded.indexOf('+') < 0 && isAscii(encoded)) {
      return encoded;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        bytes.write(hex(encoded, i + 1) << 4 | hex(encoded, i + 2));
        i += 2;
      } else if (c == '+') {
        bytes.write(' ');
      } else if (c < 128) {
        bytes.write(c);
      } else {
        // Not encoded, as some clients send it: servers hand over the raw bytes as Latin-1.
        bytes.writeBytes(String.valueOf(c).getBytes(c < 256 ? ISO_8859_1 : UTF_8));
      }
    }
    return utf8(bytes.toByteArray());
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private static int hex(String text, int at) {
    int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    if (digit < 0 || text.charAt(at) > 127) {
      throw new GatewayException(
          ErrorCode.BAD_REQUEST, "A parameter has a % that is not followed by two hex digits");
    }
    return digit;
  }

  private static String utf8(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new GatewayException(ErrorCode.BAD_REQUEST, "A parameter is not valid UTF-8");
    }
  }
}
