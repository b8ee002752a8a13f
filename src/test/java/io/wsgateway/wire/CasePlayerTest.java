package io.wsgateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wsgateway.client.Frame;
import io.wsgateway.client.ScriptedPeer;
import io.wsgateway.client.ScriptedServer;
import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A player that cannot fail proves nothing: every step here is played right and wrong. */
class CasePlayerTest {
  private static final String OPEN = "{\"conn\":\"a\",\"open\":\"/s\"},";

  private final ScriptedServer server =
      ScriptedServer.of(
          CasePlayerTest::obey,
          request -> {
            if (request.startsWith("GET /s ")) {
              return ScriptedPeer.accepting(request, "X-Seen: yes\r\n");
            }
            return request.contains("Upgrade: websocket")
                ? ScriptedServer.answer(403, "text/plain", "no")
                : ScriptedServer.answer(200, "text/html;charset=utf-8", echo(request));
          });

  @AfterEach
  void stop() {
    server.close();
  }

  private static String echo(String request) {
    return request.lines().findFirst().orElse("") + request.substring(request.indexOf("\r\n\r\n"));
  }

  /** What a client says is what it gets: "close 4001", "ping x", "binary", "end", or an echo. */
  private static void obey(ScriptedPeer peer) throws IOException {
    while (true) {
      Frame frame = peer.read();
      String[] words = frame.text().split(" ", 2);
      if (frame.opcode() == Frame.CLOSE) {
        peer.send(Frame.close(1000, "as you wish"));
        return;
      } else if (frame.opcode() == Frame.PING) {
        peer.send(Frame.of(Frame.PONG, frame.payload()));
      } else if (frame.opcode() == Frame.PONG) {
        peer.text("ponged " + frame.text());
      } else if (words[0].equals("close")) {
        peer.send(Frame.close(Integer.valueOf(words[1]), "told to"));
        return;
      } else if (words[0].equals("ping")) {
        peer.send(Frame.of(Frame.PING, words[1].getBytes(StandardCharsets.UTF_8)));
      } else if (words[0].equals("end")) {
        return;
      } else if (words[0].equals("binary")) {
        peer.send(Frame.of(Frame.BINARY, new byte[] {(byte) 0xab}));
      } else {
        peer.send(Frame.of(Frame.TEXT, frame.payload()));
      }
    }
  }

  private void play(String verdict, boolean anyClose, String steps) {
    String json =
        "{\"name\":\"n\",\"verdict\":\"%s\",\"source\":\"ran\",\"skip_text\":[\"noise\"],\"steps\":[%s]}"
            .formatted(verdict, steps);
    var played = new WireCase(Json.createReader(new StringReader(json)).readObject());
    CasePlayer.play(
        played, new Stage(played, Map.of("main", server.address()), Map.of(), anyClose));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'conn':'a','send':'x'},{'conn':'a','expect':'x'}",
        "{'conn':'a','send':'noise'},{'conn':'a','send':'x'},{'conn':'a','expect':'x'}",
        "{'conn':'a','send':'noise'},{'conn':'a','expect':'noise'}",
        "{'conn':'a','send':'id:7'},{'conn':'a','match':'id:(?P<n>.)'},{'conn':'a','send':'${n}'},"
            + "{'conn':'a','expect':'7'}",
        "{'conn':'a','send_repeat':{'prefix':'[','text':'z','n':70000,'suffix':']'}},"
            + "{'conn':'a','match':'\\\\[z{70000}]'}",
        "{'conn':'a','send_binary_hex':'7a'},{'conn':'a','expect':'z'}",
        "{'conn':'a','send_raw_text_hex':'7a'},{'conn':'a','expect':'z'}",
        "{'conn':'a','send_unmasked':'z'},{'conn':'a','expect':'z'}",
        "{'conn':'a','send':'binary'},{'conn':'a','expect':'ab','binary':true}",
        "{'conn':'a','send':'x'},{'conn':'a','send':'y'},"
            + "{'conn':'a','expect_unordered':['y',{'match':'x+'}]}",
        "{'conn':'a','expect_none_ms':30}",
        "{'conn':'a','send':'x'},{'conn':'a','ping':'p'},{'conn':'a','expect_pong':'p'}",
        "{'conn':'a','send':'ping p'},{'conn':'a','expect_ping':'p'},{'conn':'a','expect':'ponged p'}",
        "{'conn':'a','pong':'q'},{'conn':'a','expect':'ponged q'}",
        "{'conn':'a','expect_no_ping_ms':30}",
        "{'conn':'a','close':null},{'conn':'a','expect_close':1005}",
        "{'conn':'a','send':'close 4001'},{'conn':'a','expect_close':4001,'after_ms':[0,2000]}",
        "{'conn':'a','send':'end'},{'conn':'a','expect_close':null}",
        "{'conn':'a','drop':true}",
        "{'conn':'a','drop':'rst'},{'wait_ms':5},{'redis':['FLUSHDB']}",
        "{'http':{'path':'/h?${addr_main}'},'status':200,'body':{'match':'GET /h.127.*'},"
            + "'content_type':'text/html; charset=UTF-8'}",
        "{'http':{'method':'POST','path':'/h','body':'b'},'body':{'match':'POST .*\\r\\n\\r\\nb'}}",
        "{'conn':'b','open':'/no','status':403,'body':'no','content_type':'text/plain'}",
        "{'conn':'b','open':'/s','response_headers':{'X-Seen':'yes','X-Other':null}}",
        "{'conn':'b','open':'/s','response_headers':{'Server':'Other/1.0','Date':'long ago'}}",
      })
  void play_stepsThatHold_pass(String steps) {
    play("keep", false, OPEN + steps.replace('\'', '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'conn':'a','send':'x'},{'conn':'a','expect':'y'}",
        "{'conn':'a','expect':'x','within_ms':50}",
        "{'conn':'a','send':'xx'},{'conn':'a','match':'x'}",
        "{'conn':'a','send':'noise'},{'conn':'a','expect':'x','within_ms':50}",
        "{'conn':'a','send':'binary'},{'conn':'a','expect':'ab'}",
        "{'conn':'a','send':'end'},{'conn':'a','expect':'x'}",
        "{'conn':'a','send':'x'},{'conn':'a','expect_unordered':['x','y'],'within_ms':50}",
        "{'conn':'a','send':'x'},{'conn':'a','send':'y'},{'conn':'a','expect_unordered':['x'],'n':2}",
        "{'conn':'a','send':'x'},{'conn':'a','send':'x'},{'conn':'a','expect_unordered':['x','z']}",
        "{'conn':'a','send':'x'},{'conn':'a','expect_none_ms':2000}",
        "{'conn':'a','send':'end'},{'conn':'a','expect_none_ms':2000}",
        "{'conn':'a','ping':'p'},{'conn':'a','expect_pong':'q'}",
        "{'conn':'a','expect_pong':'p','within_ms':50}",
        "{'conn':'a','send':'end'},{'conn':'a','expect_ping':''}",
        "{'conn':'a','send':'ping p'},{'conn':'a','expect_no_ping_ms':2000}",
        "{'conn':'a','expect_close':1000,'within_ms':50}",
        "{'conn':'a','send':'x'},{'conn':'a','expect_close':1000}",
        "{'conn':'a','send':'close 1001'},{'conn':'a','expect_close':1000}",
        "{'conn':'a','send':'close 1001'},{'conn':'a','expect_close':null}",
        "{'conn':'a','send':'end'},{'conn':'a','expect_close':1000}",
        "{'conn':'a','send':'close 1001'},{'conn':'a','expect_close':1001,'after_ms':[2000,3000]}",
        "{'conn':'a','drop':true},{'conn':'a','send':'x'}",
        "{'conn':'b','send':'x'}",
        "{'http':{'path':'/h'},'status':404}",
        "{'http':{'path':'/h'},'status':{'any_of':[400,426]}}",
        "{'http':{'path':'/h'},'body':''}",
        "{'http':{'path':'/h'},'content_type':'text/plain'}",
        "{'http':{'path':'/h'},'headers':{'X-Absent':'x'}}",
        "{'http':{'path':'/h'},'node':'n2','status':200}",
        "{'conn':'b','open':'/no'}",
        "{'conn':'b','open':'/s','status':400}",
        "{'conn':'b','open':'/no','status':403,'body':'other'}",
        "{'conn':'b','open':'/s','response_headers':{'X-Seen':null}}",
      })
  void play_stepsThatDoNotHold_fail(String steps) {
    assertThatThrownBy(() -> play("keep", false, OPEN + steps.replace('\'', '"')))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("n, step ");
  }

  @ParameterizedTest
  @CsvSource({"true, end", "true, close 1001", "false, end"})
  void play_droppedConnection_anyCloseWillDo(boolean anyClose, String command) {
    String steps =
        "{\"conn\":\"a\",\"send\":\"%s\"},{\"conn\":\"a\",\"expect_close\":null}"
            .formatted(command);
    play("keep", anyClose, OPEN + steps);
  }

  @Test
  void play_droppedConnection_thatStaysOpenFails() {
    String steps = "{\"conn\":\"a\",\"expect_close\":null,\"within_ms\":50}";
    assertThatThrownBy(() -> play("keep", true, OPEN + steps)).isInstanceOf(AssertionError.class);
  }

  @Test
  void play_verdictStatus_overlooksBodyAndTypeButNotStatus() {
    String answer = "\"body\":\"other\",\"content_type\":\"other/type\"}";
    play("status", false, "{\"http\":{\"path\":\"/h\"},\"status\":200," + answer);
    play("status", false, "{\"conn\":\"a\",\"open\":\"/no\",\"status\":403," + answer);
    assertThatThrownBy(
            () -> play("status", false, "{\"http\":{\"path\":\"/h\"},\"status\":201," + answer))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void play_wrongAcceptKey_fails() {
    try (var other =
        ScriptedServer.of(ScriptedServer::echo, request -> ScriptedPeer.accepting(""))) {
      var played =
          new WireCase(
              Json.createReader(
                      new StringReader(
                          "{\"name\":\"n\",\"verdict\":\"keep\",\"steps\":["
                              + OPEN
                              + "{\"wait_ms\":1}]}"))
                  .readObject());
      var stage = new Stage(played, Map.of("main", other.address()), Map.of(), true);
      assertThatThrownBy(() -> CasePlayer.play(played, stage))
          .hasMessageContaining("Sec-WebSocket-Accept");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'conn':'a','expct':'x'}", "{'conn':'a','send':'x','whithin_ms':5}", "{}"})
  void play_unknownWords_areRefusedBeforeAnythingIsPlayed(String step) {
    assertThatThrownBy(() -> play("keep", false, OPEN + step.replace('\'', '"')))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(server.requests()).isEmpty();
  }
}
