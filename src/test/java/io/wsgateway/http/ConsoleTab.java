package io.wsgateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wsgateway.client.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.remote.RemoteWebDriver;

/** A browser that shows the console, as somebody uses it who sees what stands there. */
final class ConsoleTab implements AutoCloseable {
  private static final Path SHOTS = Path.of("target/screenshots");
  private static final String CONTROLS =
      "a[href], button, input, select, textarea, [tabindex='0'], nav, dialog, canvas[role]";

  private final Chromium chromium;
  private final RemoteWebDriver browser;

  private ConsoleTab(Chromium chromium, RemoteWebDriver browser) {
    this.chromium = chromium;
    this.browser = browser;
  }

  static ConsoleTab open(Chromium chromium, URI console) {
    ConsoleTab tab = new ConsoleTab(chromium, chromium.open(console));
    tab.size(1280, 800);
    tab.await("there is something to log in with", "[name=key]");
    return tab;
  }

  void logIn(String key) {
    write("[name=key]", key + Keys.ENTER);
  }

  /** Follows the link of a view. */
  void go(String view) {
    click("#views a[href='#/" + view + "']");
    await(view + " is shown", ".content." + view);
  }

  /** Fills in the fields of a form and sends it. */
  void fill(String form, Map<String, String> fields) {
    fields.forEach((name, text) -> write(form + " [name=" + name + "]", text));
    find(form).findElement(By.cssSelector("button.primary, button:not([type])")).click();
  }

  /** Confirms a dialog, and waits for the sentence that says what happened. */
  String confirm(String title) {
    await("a dialog asks", "dialog[open]");
    assertThat(text("dialog h2")).isEqualTo(title);
    click("dialog .primary");
    awaitNot("the dialog is closed", "dialog");
    await("it says what happened", "#notice p");
    String said = text("#notice p");
    click("#notice button");
    return said;
  }

  String text(String selector) {
    return find(selector).getText();
  }

  WebElement find(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  List<WebElement> all(String selector) {
    return browser.findElements(By.cssSelector(selector));
  }

  void click(String selector) {
    find(selector).click();
  }

  void write(String selector, String text) {
    WebElement field = find(selector);
    field.clear();
    field.sendKeys(text);
  }

  /** Types into whatever has the focus. */
  void type(CharSequence... keys) {
    focused().sendKeys(keys);
  }

  WebElement focused() {
    return browser.switchTo().activeElement();
  }

  /** Goes on by a key until something has the focus that reads so. */
  void tabTo(String text, CharSequence... by) {
    for (int i = 0; i < 40; i++) {
      type(by);
      if (focused().getAccessibleName().equals(text)) {
        return;
      }
    }
    throw new AssertionError("The keyboard does not reach " + text);
  }

  void await(String what, String selector) {
    Chromium.await(browser, what, () -> !all(selector).isEmpty());
  }

  void awaitNot(String what, String selector) {
    Chromium.await(browser, what, () -> all(selector).isEmpty());
  }

  void awaitText(String selector, String part) {
    Chromium.await(
        browser,
        selector + " says " + part,
        () -> {
          try {
            return all(selector).stream().anyMatch(one -> one.getText().contains(part));
          } catch (StaleElementReferenceException shownAnew) {
            return false;
          }
        });
  }

  /** Runs a script in the page. */
  void run(String script) {
    browser.executeScript(script);
  }

  /** What a piece of code gives that has one of the page's modules as {@code module}. */
  Object compute(String module, String code) {
    return browser.executeAsyncScript(
        "const done = arguments[1]; const compute = (module) => {"
            + code
            + "}; import(new URL(arguments[0], document.baseURI))"
            + ".then((module) => done(compute(module)));",
        module);
  }

  String source() {
    return (String) browser.executeScript("return document.documentElement.outerHTML");
  }

  String kept() {
    return (String)
        browser.executeScript("return JSON.stringify({...sessionStorage, ...localStorage})");
  }

  List<LogEntry> errors() {
    return Chromium.errors(browser);
  }

  /** Checks what those need who cannot see the page, or not well. */
  void assertUsableByEverybody() {
    settle();
    assertThat((List<?>) browser.executeScript(script())).isEmpty();
  }

  /** Checks what is read out for everything that can be used, and for parts of the page. */
  void assertEverythingHasAName() {
    assertThat(all(CONTROLS))
        .filteredOn(WebElement::isDisplayed)
        .allSatisfy(
            control ->
                assertThat(control.getAccessibleName())
                    .as("%s has a name", control.getDomProperty("outerHTML"))
                    .isNotBlank());
  }

  private static String script() {
    try (InputStream in = ConsoleTab.class.getResourceAsStream("/page/audit.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void size(int width, int height) {
    chromium.command(
        browser,
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Waits until what has changed is shown, and was measured again. */
  private void settle() {
    browser.executeAsyncScript(
        "const [done] = arguments;"
            + "requestAnimationFrame(() => requestAnimationFrame(() => done()))");
  }

  void tone(String tone) {
    chromium.command(
        browser,
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", tone))));
  }

  /** What is in the window, as target/screenshots/NAME.png. */
  void shoot(String name) {
    settle();
    Object image = chromium.command(browser, "Page.captureScreenshot", Map.of("format", "png"));
    try {
      Files.createDirectories(SHOTS);
      Files.write(
          SHOTS.resolve(name + ".png"),
          Base64.getDecoder().decode((String) ((Map<?, ?>) image).get("data")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    browser.quit();
  }
}
