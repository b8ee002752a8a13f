package io.wsgateway.client;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real browser: Chromium without a window, from where Debian puts it. A machine without it skips
 * tests that ask {@link #isInstalled} as a condition, unless it is a CI machine.
 */
public final class Chromium implements AutoCloseable {
  private static final File BROWSER = new File("/usr/bin/chromium");
  private static final File DRIVER = new File("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(50);

  private final ChromeDriverService driver;
  private final HttpClient client = HttpClient.newHttpClient();

  private Chromium(ChromeDriverService driver) {
    this.driver = driver;
  }

  /** Whether browser tests are to run. */
  public static boolean isInstalled() {
    return BROWSER.canExecute() && DRIVER.canExecute() || System.getenv("CI") != null;
  }

  /** Starts what starts browsers, which keep their profiles in that folder. */
  public static Chromium start(Path folder) {
    ChromeDriverService driver =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER)
            .withEnvironment(Map.of("TMPDIR", folder.toString()))
            .build();
    try {
      driver.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Chromium(driver);
  }

  /** A browser with a profile of its own that shows a page. */
  public RemoteWebDriver open(URI page) {
    var console = new LoggingPreferences();
    console.enable(LogType.BROWSER, Level.SEVERE);
    var options = new ChromeOptions();
    options.setBinary(BROWSER);
    options.setCapability(ChromeOptions.LOGGING_PREFS, console);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage");
    var browser = new RemoteWebDriver(driver.getUrl(), options);
    browser.get(page.toString());
    return browser;
  }

  /**
   * Has a browser do what only its own protocol can ask for, such as to pretend that it is a phone.
   *
   * @return what it answered
   */
  public Map<?, ?> command(RemoteWebDriver browser, String name, Map<String, ?> parameters) {
    URI address =
        URI.create(driver.getUrl() + "/session/" + browser.getSessionId() + "/goog/cdp/execute");
    String body = new Json().toJson(Map.of("cmd", name, "params", parameters));
    HttpRequest request =
        HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(body)).build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      Map<?, ?> whole = new Json().toType(answer.body(), Map.class);
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(name + ": " + whole);
      }
      return (Map<?, ?>) whole.get("value");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The errors on a browser's console, among them what a page's security policy refuses. */
  public static List<LogEntry> errors(RemoteWebDriver browser) {
    return browser.manage().logs().get(LogType.BROWSER).getAll();
  }

  /** Waits until something is so. */
  public static void await(RemoteWebDriver browser, String what, BooleanSupplier condition) {
    new WebDriverWait(browser, PATIENCE, POLL)
        .withMessage(what)
        .until(any -> condition.getAsBoolean());
  }

  @Override
  public void close() {
    driver.stop();
  }
}
