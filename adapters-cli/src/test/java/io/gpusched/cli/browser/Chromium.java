package io.gpusched.cli.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A browser without a window, and what tests do with a report in it. */
final class Chromium implements AutoCloseable {
    private static final int MOST_ATTEMPTS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts a browser; skips the test where there is none. */
    static Chromium start() {
        Path browser = onThePath("chromium");
        Path chromedriver = onThePath("chromedriver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1400,1000");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return new Chromium(driver);
    }

    private static Path onThePath(String program) {
        Path found = Stream.of(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        Assumptions.assumeTrue(found != null, "skipped: needs chromium (packages chromium and chromium-driver)");
        return Objects.requireNonNull(found);
    }

    /** Opens a page from disk, and waits until it has drawn itself. */
    void open(Path page) {
        driver.get("about:blank");
        driver.get(page.toUri().toString());
        settle();
    }

    /** Waits until the page has nothing more to draw. */
    void settle() {
        driver.executeAsyncScript("""
                const done = arguments[0], look = () => typeof gpusched === 'object' && gpusched.page && !gpusched.page.timeline.waiting
                  ? requestAnimationFrame(() => done(true)) : requestAnimationFrame(look);
                requestAnimationFrame(look);
                """);
    }

    /** Waits until an expression is true in the page. */
    void until(String expression) {
        driver.executeAsyncScript("const done = arguments[0], look = () => " + expression
                + " ? done(true) : requestAnimationFrame(look); look();");
        settle();
    }

    /**
     * Moves the timeline a little in each frame, and measures how many frames there are in a second.
     *
     * @param frames how many frames each kind of move takes
     * @return the rates, by the kind of move
     */
    Map<String, Object> frames(int frames) {
        List<?> rates = (List<?>) Objects.requireNonNull(driver.executeAsyncScript("""
                const n = arguments[0], done = arguments[1], t = gpusched.page.timeline, end = gpusched.page.model.end, rates = [];
                const measure = (what, step) => new Promise((ready) => {
                  let i = 0, began = 0;
                  const frame = (now) => {
                    if (i === 0) began = now;
                    if (i === n) {
                      rates.push([what, Math.round(1e4 * n / (now - began)) / 10]);
                      return ready();
                    }
                    step(i++ / n);
                    requestAnimationFrame(frame);
                  };
                  requestAnimationFrame(frame);
                });
                const pan = (what, span) => measure(what, (part) => t.move(end / 5 + span * part * 0.2, end / 5 + span * (1 + part * 0.2)));
                (async () => {
                  await measure('nothing', () => {});
                  const before = t.frames;
                  await pan('pan, all', end * 0.6);
                  await pan('pan, a tenth', end / 10);
                  await pan('pan, a hundredth', end / 100);
                  await pan('pan, a thousandth', end / 1000);
                  await measure('zoom', (part) => { const half = end / 2 * Math.pow(0.001, part); t.move(end / 2 - half, end / 2 + half); });
                  gpusched.page.framesDrawn = t.frames - before;
                  done(rates);
                })();
                """, frames));
        Map<String, Object> named = new LinkedHashMap<>();
        for (Object each : rates) {
            List<?> pair = (List<?>) each;
            named.put(String.valueOf(pair.get(0)), Objects.requireNonNull(pair.get(1)));
        }
        return named;
    }

    /** Makes the browser ask for light or dark colours. */
    void prefer(String colours) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    }

    /** Runs a script and returns what it returns. */
    Object script(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript(script, arguments), script);
    }

    double number(String expression) {
        return ((Number) script("return " + expression)).doubleValue();
    }

    /** Returns the texts of the elements that match and are seen, without those that are empty; at one moment, since the page redraws. */
    List<String> texts(String selector) {
        List<?> texts = (List<?>) script(
                "return [...document.querySelectorAll(arguments[0])].map(each => each.innerText.trim()).filter(text => text)",
                selector);
        return texts.stream().map(String::valueOf).toList();
    }

    /** Returns the titles of the elements that match, which hold what is too long to be seen. */
    List<String> titles(String selector) {
        List<?> titles = (List<?>)
                script("return [...document.querySelectorAll(arguments[0])].map(each => each.title)", selector);
        return titles.stream().map(String::valueOf).toList();
    }

    /** Drags from one place in the window to another, in pixels, while a key is held; none if it is empty. */
    void drag(String key, int fromX, int fromY, int toX, int toY) {
        Actions actions = actions().moveToLocation(fromX, fromY);
        if (!key.isEmpty()) {
            actions.keyDown(key);
        }
        actions.clickAndHold()
                .moveToLocation((fromX + toX) / 2, (fromY + toY) / 2)
                .moveToLocation(toX, toY)
                .release();
        if (!key.isEmpty()) {
            actions.keyUp(key);
        }
        actions.perform();
        settle();
    }

    /** Presses keys, one after the other. */
    void press(CharSequence... keys) {
        actions().sendKeys(keys).perform();
        settle();
    }

    String text(String selector) {
        return String.valueOf(script("return document.querySelector(arguments[0]).textContent", selector));
    }

    /** Clicks an element, which the page may just be making anew. */
    void click(String selector) {
        for (int attempts = 1; ; attempts++) {
            try {
                driver.findElement(By.cssSelector(selector)).click();
                return;
            } catch (StaleElementReferenceException replaced) {
                if (attempts == MOST_ATTEMPTS) {
                    throw replaced;
                }
            }
        }
    }

    WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    Actions actions() {
        return new Actions(driver);
    }

    /** Clicks at a place in the window, in pixels. */
    void clickAt(int x, int y) {
        actions().moveToLocation(x, y).click().perform();
        settle();
    }

    /** Returns what the page has written to the console since the last call. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** Returns what the page has asked the network for since the last call, as the browser's own log tells it. */
    List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
