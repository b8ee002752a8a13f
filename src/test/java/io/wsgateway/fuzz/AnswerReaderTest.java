package io.wsgateway.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Answers are read one after the other, and what is none is told from the end. */
class AnswerReaderTest {
  @Test
  void answersInARow_areRead() throws IOException {
    InputStream in =
        stream(
            "HTTP/1.1 100 Continue\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
                + "HTTP/1.1 400 \r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nde\r\n0\r\nT: x\r\n\r\n"
                + "HTTP/1.1 204 No Content\r\n\r\n"
                + "HTTP/1.0 404 Not Found\r\n\r\nto the end");

    assertThat(AnswerReader.read(in, "GET")).get().extracting("status").isEqualTo(200);
    assertThat(AnswerReader.read(in, "GET").orElseThrow().text()).isEqualTo("de");
    assertThat(AnswerReader.read(in, "GET").orElseThrow().status()).isEqualTo(204);
    assertThat(AnswerReader.read(in, "GET").orElseThrow().text()).isEqualTo("to the end");
    assertThat(AnswerReader.read(in, "GET")).isEmpty();
  }

  @Test
  void answerToHead_hasNoBody() throws IOException {
    InputStream in = stream("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");

    assertThat(AnswerReader.read(in, "HEAD").orElseThrow().body()).isEmpty();
    assertThat(AnswerReader.read(in, "HEAD")).isEmpty();
  }

  @Test
  void whatIsNoAnswer_fails() {
    assertThatThrownBy(() -> AnswerReader.read(stream("<html>"), "GET"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> AnswerReader.read(stream("HTTP/1.1 20"), "GET"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                AnswerReader.read(stream("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), "GET"))
        .hasMessageContaining("3 of 9");
  }

  private static InputStream stream(String bytes) {
    return new ByteArrayInputStream(bytes.getBytes(ISO_8859_1));
  }
}
