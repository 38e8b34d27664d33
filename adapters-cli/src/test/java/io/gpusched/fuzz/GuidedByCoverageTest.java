package io.gpusched.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jazzer changes the seeds and keeps what reaches new code, in a JVM of its own for each reader. The number of inputs is fixed, and so is
 * the seed of its randomness. {@code -Dgpusched.fuzz.guided=N} makes N inputs for each reader.
 */
class GuidedByCoverageTest {
    private static final int INPUTS = Integer.getInteger("gpusched.fuzz.guided", 5_000);

    @TempDir
    private Path corpus;

    @ParameterizedTest
    @EnumSource
    void is_taken_or_refused_in_words(ReaderUnderTest reader) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux"), "skipped: tried with Jazzer's library for Linux only");
        Path findings = Files.createDirectories(Path.of("target", "findings", Seeds.folder(reader)));
        Path log = corpus.resolve("log");
        Path kept = Files.createDirectory(corpus.resolve("kept"));

        Process jazzer = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-D" + GuidedTarget.READER + "=" + reader,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + GuidedTarget.class.getName(),
                        "--instrumentation_includes=io.gpusched.**",
                        "--reproducer_path=" + corpus,
                        "-runs=" + INPUTS,
                        "-seed=1",
                        "-max_len=4096",
                        "-timeout=300",
                        "-rss_limit_mb=4096",
                        "-artifact_prefix=" + findings + "/",
                        kept.toString(),
                        Seeds.of(reader).toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(jazzer.waitFor())
                .as("%s%nthe input is below %s; it belongs into %s", tail(log), findings, Seeds.of(reader))
                .isZero();
        assertThat(Files.readString(log)).contains("Done " + INPUTS + " runs");
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }
}
