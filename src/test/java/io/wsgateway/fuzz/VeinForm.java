package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a push of the vein dialect, signed with the app's secret. Pure. */
final class VeinForm {
  private VeinForm() {}

  static Map<String, String> signed(String to, String message, String nonce) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("app_key", ProperClients.APP);
    form.put("message", message);
    form.put("nonce", nonce);
    form.put("send_to", to);
    StringBuilder signed = new StringBuilder();
    form.forEach((name, value) -> signed.append(name).append('=').append(value).append('&'));
    form.put("sign", md5(signed + "key=" + ProperClients.SECRET));
    return form;
  }

  private static String md5(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
