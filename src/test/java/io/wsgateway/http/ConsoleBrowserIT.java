package io.wsgateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.RawWebSocket;
import io.wsgateway.server.EveryServer;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;

/**
 * What operators do in the console. A machine without a browser skips this, unless it is a CI
 * machine.
 */
@ArquillianTest
@RunAsClient
@EnabledIf(
    value = "io.wsgateway.client.Chromium#isInstalled",
    disabledReason = "Chromium and its driver are not installed")
@EveryServer
class ConsoleBrowserIT extends ConsoleContract {
  @Test
  void wrongKey_isRefusedWithTheReason_andNothingIsKeptOfIt() {
    tab.logIn("not-a-key-of-this-gateway");

    tab.awaitText(".failure", "key");
    assertThat(tab.kept()).doesNotContain("not-a-key");
    assertThat(tab.errors()).singleElement().asString().contains("api/v1/caller", "401");

    tab.logIn(OPS);
    tab.await("the overview is shown", ".content.overview");
    assertThat(tab.kept()).contains(OPS);
    tab.click("#log-out");
    tab.await("there is something to log in with", "[name=key]");
    assertThat(tab.kept()).isEqualTo("{}");
  }

  /** The server's own login is not set up here, so that a key takes the place of what is shown. */
  @Test
  void userAndPassword_areShownWithEachCall_andTheServersRefusalIsSaid() {
    tab.click(".choice label:has([value=user])");
    tab.write("[name=user]", "ann");
    tab.write("[name=password]", "p\u00e4ss" + Keys.ENTER);
    tab.await("it is refused", ".failure:not(:empty)");
    assertThat(tab.errors()).singleElement().asString().contains("api/v1/caller");

    tab.run(
        "const real = fetch; window.shown = new Set();"
            + "window.fetch = (url, options) => {"
            + "  window.shown.add(options.headers.Authorization);"
            + "  return real(url, {...options, headers: {'X-API-Key': '"
            + OPS
            + "'}});"
            + "}");
    tab.write("[name=password]", "p\u00e4ss" + Keys.ENTER);
    tab.await("there are figures", ".content.overview tbody tr");
    tab.run("if ([...window.shown].join() !== 'Basic YW5uOnDDpHNz') throw new Error('others')");
  }

  @Test
  void keyboardAlone_logsIn_searches_andPushes() {
    tab.type(OPS, Keys.ENTER);
    tab.await("the overview is shown", ".content.overview");
    assertThat(tab.focused().getText()).isEqualTo("Overview");

    tab.tabTo("Search", Keys.chord(Keys.SHIFT, Keys.TAB));
    tab.type(Keys.ENTER);
    tab.await("the search is shown", ".content.search");
    tab.tabTo("App", Keys.TAB);
    tab.type("shop");
    tab.tabTo("Name or number", Keys.TAB);
    tab.type("ann", Keys.ENTER);
    tab.awaitText("h2", "User ann");
    assertThat(tab.focused().getText()).isEqualTo("User ann");

    tab.tabTo("Push to ann", Keys.TAB);
    tab.type(Keys.ENTER);
    tab.await("a dialog asks", "dialog[open]");
    tab.type("by hand", Keys.TAB, Keys.ENTER);
    tab.await("it says what happened", "#notice p");

    ann.expect("by hand");
    assertThat(tab.text("#notice p")).startsWith("Pushed: to 1 connection");
    assertThat(tab.focused().getAccessibleName()).isEqualTo("Push to ann");
  }

  @Test
  void userInTrouble_isFound_closed_blocked_andLetInAgain() {
    logIn(OPS);
    search("bob");
    assertThat(tab.text(".result .chips")).contains("news");
    assertThat(tab.text(".result article")).contains("reg", "127.0.0.1", "nothing");

    tab.click(".result article button.danger");
    tab.write("dialog [name=reason]", "please update");
    assertThat(tab.confirm(tab.text("dialog h2"))).contains("is being closed");
    assertThat(bob.expectClose(1008).text()).isEqualTo("please update");
    tab.awaitText(".result .state", "not connected");

    tab.click("[aria-label='Block bob']");
    assertThat(tab.confirm("Block bob?")).startsWith("bob is blocked in shop.");
    try (RawWebSocket again = stranger()) {
      again.send("reg:shop:bob").expect("error msg format").expectClose(4008);
    }
    tab.click("[aria-label='Look again at bob']");
    tab.awaitText("#errors-of ~ *", "It is blocked");
    assertThat(tab.text("#errors-of ~ *")).contains("Somebody closed it", "please update");

    tab.go("blocks");
    tab.awaitText("tbody th", "User bob of shop");
    tab.click("[aria-label='Lift the block of User bob of shop']");
    assertThat(tab.confirm("Lift this block?")).isEqualTo("Lifted: User bob of shop.");
    tab.awaitNot("the block is gone", "[aria-label='Lift the block of User bob of shop']");
  }

  @Test
  void topicFollowedLive_showsWhatIsPushed_andHoldsItWhilePaused() {
    logIn(OPS);
    tab.go("topics");
    tab.fill(".bar", Map.of("app", "shop", "filter", "EW"));
    tab.awaitText("tbody th", "news");
    tab.click("[aria-label='Follow news live']");
    tab.awaitText(".flow .state", "Following topic news of shop.");

    push("<b>first</b>");
    tab.awaitText(".pushed .text", "<b>first</b>");
    ann.expect("<b>first</b>");
    assertThat(tab.all(".stream b")).isEmpty();

    tab.click(".flow button[aria-pressed]");
    push("second");
    tab.awaitText(".flow small", "held");
    assertThat(tab.text(".stream")).doesNotContain("second");
    tab.click(".flow button[aria-pressed]");
    tab.awaitText(".pushed .text", "second");
    tab.click(".flow button:not([aria-pressed])");
    assertThat(tab.all(".stream li")).isEmpty();
  }

  @Test
  void node_isDrained_andTakenInAgain() {
    logIn(OPS);
    tab.go("nodes");
    tab.awaitText(".state", "serving");

    tab.click("article button");
    tab.write("dialog [name=wait]", "0");
    assertThat(tab.confirm(tab.text("dialog h2"))).endsWith(" drains.");
    ann.expectClose(1012);
    tab.awaitText(".state", "drained");

    tab.click("article button:not([hidden])");
    assertThat(tab.confirm(tab.text("dialog h2"))).endsWith(" serves again.");
    tab.awaitText(".state", "serving");
  }

  @Test
  void configuration_isShownWithoutItsSecrets_alsoAfterAReload() {
    logIn(OPS);
    tab.go("nodes");
    tab.await("there is a node", "article");
    tab.click("article button:not([hidden]) ~ button:not([hidden])");
    assertThat(tab.confirm(tab.text("dialog h2"))).contains("Nothing has changed.");

    tab.go("configuration");
    tab.awaitText("tbody th", "gateway.key.ops.secret");
    tab.write("[name=filter]", "ops.secret");
    assertThat(tab.all("tbody tr")).hasSize(1);
    assertThat(tab.text("tbody tr")).contains("(not shown)");
    assertThat(tab.source()).doesNotContain(OPS, VIEWER);
  }

  @Test
  void keyThatOnlyReads_seesButCannotAct() {
    logIn(VIEWER);
    search("ann");
    assertThat(tab.text(".result")).contains("online", "Topics", "Last errors");
    assertThat(tab.all(".result button"))
        .extracting(one -> one.getText())
        .containsOnly("Look again");
    tab.go("nodes");
    tab.await("there is a node", "article");
    assertThat(tab.all("article button")).isEmpty();
    for (String view : List.of("live", "blocks", "configuration")) {
      tab.go(view);
      assertThat(tab.text(".content")).contains("needs a key with the scope admin");
    }
  }

  @Test
  void latencies_areReadFromBuckets_andRatesFromTotals() {
    Object figures =
        tab.compute(
            "ui/figures.js",
            "const node = (since, published, counts) => ({ node: 1, since, published, delivered: 0,"
                + "  connections: 3, delivery: { count: counts[2], buckets: ["
                + "    { leMillis: 10, count: counts[0] }, { leMillis: 100, count: counts[1] }] } });"
                + "const { difference } = module;"
                + "const before = new Map([[1, node('a', 100, [50, 50, 50])]]);"
                + "const now = difference(before, [node('a', 110, [60, 150, 150])], 2);"
                + "const anew = difference(before, [node('b', 7, [7, 7, 7])], 2);"
                + "return [now.published, now.p50, now.p99, anew.published, anew.p50];");

    assertThat(figures).asString().isEqualTo("[5, 50, 99, null, null]");
  }
}
