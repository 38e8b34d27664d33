package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that does not end shows in every table, picture and export, and they agree. */
class UnfinishedWorkTest {
    private static final Path HANG = Reports.file("b7_hang_accounting.yaml");
    private static final Path GONE = Reports.file("b6_cosmic_3764.yaml");

    @TempDir
    private Path folder;

    private static String text(Invocation run) {
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        return String.join("\n", run.out());
    }

    @Test
    void a_hang_is_busy_in_the_table_and_in_the_picture() {
        String run = text(Invocation.of("run", HANG, "--latency", "none"));

        assertThat(run)
                .containsPattern("\nbad .* 90\\.0")
                .containsPattern("gfx +fifo +2 +none +0 +90\\.0 ")
                .contains("2 jobs in 10000.000 ms")
                .contains("left: job 0 of bad, running on gfx since 1000.000 ms")
                .contains("left: job 1 of app, on the ring gfx since 2000.000 ms, behind others there")
                .containsPattern("\\nbad \\| +#+\\|\\n")
                .containsPattern("\\napp \\| +-+\\|\\n");
    }

    @Test
    void a_hang_is_explained_until_the_end_of_the_run() {
        assertThat(text(Invocation.of("why", HANG, "--latency", "none", "--client", "app", "--worst", 1)))
                .containsPattern("2000\\.000 +8000\\.000 +100\\.0 +on ring behind job 0 of bad");
        assertThat(text(Invocation.of("why", HANG, "--latency", "none", 0)))
                .containsPattern("1000\\.000 +9000\\.000 +100\\.0 +running on gfx");
    }

    @Test
    void programs_get_what_did_not_end_and_why() {
        assertThat(text(Invocation.of("run", HANG, "--latency", "none", "--print", "json")))
                .containsSubsequence(
                        "\"end_ns\" : 10000000000",
                        "\"left\" : [",
                        "\"client\" : \"bad\"",
                        "\"stage\" : \"running\"",
                        "\"reason\" : \"not_done\"",
                        "\"since_ns\" : 1000000000",
                        "\"stage\" : \"on_ring\"",
                        "\"reason\" : \"behind_others\"");
    }

    @Test
    void a_device_that_is_gone_shows_with_its_time() {
        String run = text(Invocation.of("run", GONE, "--latency", "none"));

        assertThat(run)
                .contains("ring gfx is gone since 11650.033 ms")
                .contains("failed: 1701 ENODEV of app, 1701 ENODEV of cosmic-comp")
                .contains("hang: job 99 of cosmic-comp on gfx from 1650.033 to 11650.033 ms; the device is")
                .contains(" 0 left")
                .containsPattern("\\ngfx +\\|[#+]+h+!g+\\|\\n");
        assertThat(text(Invocation.of("run", GONE, "--latency", "none", "--print", "json")))
                .contains("\"gone_since_ns\" : 11650033000");
        assertThat(text(Invocation.of("why", GONE, "--latency", "none", "--client", "app", "--worst", 1)))
                .contains("with ENODEV");
    }

    @Test
    void the_page_says_what_did_not_end() throws IOException {
        Path page = folder.resolve("page.html");

        text(Invocation.of("run", GONE, "--latency", "none", "--report", page));

        assertThat(Files.readString(page))
                .contains("<p>ring gfx is gone since 11650.033 ms</p>")
                .contains(
                        "<p>hang: job 99 of cosmic-comp on gfx from 1650.033 to 11650.033 ms; the device is gone</p>");
    }

    @Test
    void rounds_that_cannot_fit_into_the_duration_do_not_count() {
        assertThat(text(Invocation.of("run", Reports.file("e4d_hami_deep.yaml"), "--latency", "none")))
                .contains("3200 jobs in 60000.000 ms: 3000 done");
    }
}
