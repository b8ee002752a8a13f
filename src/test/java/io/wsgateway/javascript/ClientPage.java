package io.wsgateway.javascript;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Chromium;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * A page of another origin that uses the JavaScript client of a gateway, under a policy that allows
 * nothing else. What it is told is kept for tests to look at.
 */
final class ClientPage implements AutoCloseable {
  private static final String HTML =
      """
      <!doctype html><title>A page</title><link rel="icon" href="data:,">
      <script type="module" src="/page.js"></script>
      """;

  private static final String SCRIPT =
      """
      import { connect } from '%s/client/wsgateway.js';

      window.states = [];
      window.messages = [];
      window.errors = [];
      window.tokensAsked = 0;
      window.start = ({ tokens, ...options }) => {
        window.gateway = connect({
          ...options,
          ...(tokens && { token: async () => tokens[Math.min(window.tokensAsked++, tokens.length - 1)] }),
          onState: ({ state, code, reason, retryIn }) =>
            window.states.push({ state, code, reason, retryIn, at: performance.now() }),
          onMessage: ({ data }) => window.messages.push(data),
          onError: ({ error }) => window.errors.push(error.code),
        });
      };
      """;

  private final Website site;
  private final RemoteWebDriver browser;

  /**
   * Opens it.
   *
   * @param gateway with its context path
   */
  ClientPage(Chromium chromium, URI gateway) {
    String base = gateway.toString().replaceAll("/$", "");
    String origin = gateway.getAuthority();
    site =
        new Website(
            "default-src 'none'; img-src data:; script-src 'self' http://%s; connect-src ws://%s"
                .formatted(origin, origin),
            Map.of("/", HTML, "/page.js", SCRIPT.formatted(base)));
    browser = chromium.open(site.page());
    Chromium.await(browser, "the module", () -> is("return 'start' in window"));
  }

  /** Connects with these options; {@code tokens} are what its callback gives, one after another. */
  void start(Map<String, Object> options) {
    browser.executeScript("window.start(arguments[0])", options);
  }

  /** Joins or leaves a topic, and tells {@code done} or the code of the error. */
  Object settle(String verb, String topic) {
    return browser.executeAsyncScript(
        "const [verb, topic, tell] = arguments;"
            + "gateway[verb](topic).then(() => tell('done'), ({ code }) => tell(code))",
        verb,
        topic);
  }

  void awaitState(String state) {
    Chromium.await(browser, state, () -> is("return gateway.state === '" + state + "'"));
  }

  /** Waits until it was in so many states. */
  void awaitStates(int number) {
    Chromium.await(browser, number + " states", () -> is("return states.length >= " + number));
  }

  void awaitMessages(String... expected) {
    Chromium.await(browser, "messages", () -> messages().size() >= expected.length);
    assertThat(messages()).isEqualTo(List.of(expected));
  }

  List<?> messages() {
    return (List<?>) read("return messages");
  }

  /** The states so far, each with {@code state, code, reason, retryIn} and {@code at}, in ms. */
  @SuppressWarnings("unchecked")
  List<Map<String, Object>> states() {
    return (List<Map<String, Object>>) read("return states");
  }

  List<String> stateNames() {
    return states().stream().map(state -> (String) state.get("state")).toList();
  }

  /** What a script returns. */
  Object read(String script) {
    Object value = browser.executeScript(script);
    return value == null ? "" : value;
  }

  boolean is(String script) {
    return Boolean.TRUE.equals(read(script));
  }

  RemoteWebDriver browser() {
    return browser;
  }

  /** What its console says, among it what the policy refuses. */
  List<LogEntry> console() {
    return Chromium.errors(browser);
  }

  @Override
  public void close() {
    browser.quit();
    site.close();
  }
}
