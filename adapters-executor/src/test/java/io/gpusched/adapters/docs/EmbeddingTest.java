package io.gpusched.adapters.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What docs/embedding.md shows compiles, and does what it says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddingTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
    private static final Pattern TYPE = Pattern.compile("(?m)^(?:final )?class (\\w+)");

    private final Map<String, String> programs = new LinkedHashMap<>();
    private String text = "";
    private URLClassLoader compiled = new URLClassLoader(new URL[0]);

    @BeforeAll
    void compile(@TempDir Path folder) throws IOException {
        text = Files.readString(Path.of("..", "docs", "embedding.md"));
        for (String code : blocks("java")) {
            Matcher type = TYPE.matcher(code);
            assertThat(type.find()).as("a class in %s", code).isTrue();
            programs.put(type.group(1), code);
            Files.writeString(folder.resolve(type.group(1) + ".java"), code);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-Xlint:all");
            List<Path> sources = programs.keySet().stream()
                    .map(name -> folder.resolve(name + ".java"))
                    .toList();
            compiler.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        assertThat(messages.toString()).as("what javac says").isEmpty();
        compiled = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }

    @AfterAll
    void close() throws IOException {
        compiled.close();
    }

    private List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    @Test
    void two_tenants_run_in_25_lines() throws Exception {
        assertThat(programs.get("TwoTenants"))
                .satisfies(code ->
                        assertThat(code.lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(25));

        assertThat(outputOf("TwoTenants")).isEqualTo("FROM ALICE, FROM BOB\n");
    }

    private String outputOf(String program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            var main = compiled.loadClass(program).getDeclaredMethod("main", String[].class);
            ReflectionSupport.invokeMethod(main, null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void the_test_on_the_virtual_clock_passes() throws Exception {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(compiled.loadClass("SlowAnswersTest")))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.succeeded(1).failed(0));
    }

    @Test
    void the_backend_of_45_lines_keeps_the_promises_of_all_hardware() throws Exception {
        assertThat(programs.get("Plotter").lines().filter(line -> !line.isBlank()))
                .hasSizeLessThanOrEqualTo(45);

        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(compiled.loadClass("PlotterTest")))
                .execute()
                .testEvents()
                .assertStatistics(tests -> tests.succeeded(55).failed(0).aborted(25));
    }

    @Test
    void the_dependencies_are_those_of_this_version() throws IOException {
        Pattern version = Pattern.compile("<version>(.*?)</version>");
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String ours = version.matcher(pom)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElseThrow();

        assertThat(blocks("xml"))
                .hasSize(2)
                .allSatisfy(block -> assertThat(version.matcher(block).results().map(MatchResult::group))
                        .containsExactly("<version>" + ours + "</version>"));
    }
}
