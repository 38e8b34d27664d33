package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that does not end shows in every table, picture and export, and they agree. */
class UnfinishedWorkTest {
    private static final Path HANG = Reports.file("b7_hang_accounting.yaml");

    @TempDir
    private Path folder;

    private static String text(Invocation run) {
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        return String.join("\n", run.out());
    }

    @Test
    void a_hang_is_busy_in_the_table_and_in_the_picture() {
        String run = text(Invocation.of("run", HANG));

        assertThat(run)
                .containsPattern("\nbad .* 90\\.0")
                .containsPattern("gfx +fifo +2 +none +0 +90\\.0 ")
                .contains("2 jobs in 10000.000 ms")
                .contains("left: job 0 of bad, running on gfx since 1000.000 ms")
                .contains("left: job 1 of app, on the ring gfx since 2000.000 ms, behind others")
                .containsPattern("\\nbad \\| +#+\\|\\n")
                .containsPattern("\\napp \\| +-+\\|\\n");
    }

    @Test
    void a_hang_is_explained_until_the_end_of_the_run() {
        assertThat(text(Invocation.of("why", HANG, "--client", "app", "--worst", 1)))
                .containsPattern("2000\\.000 +8000\\.000 +100\\.0 +ring busy: with job 0 of bad");
        assertThat(text(Invocation.of("why", HANG, 0)))
                .containsPattern("1000\\.000 +9000\\.000 +100\\.0 +running on gfx");
    }

    @Test
    void programs_get_what_did_not_end_and_why() {
        assertThat(text(Invocation.of("run", HANG, "--print", "json")))
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
    void all_jobs_of_a_device_that_is_gone_end_with_an_error() {
        Path gone = Reports.file("b6_cosmic_3764.yaml");

        String run = text(Invocation.of("run", gone));

        assertThat(run)
                .contains("ring gfx is gone since 11650.033 ms", "3402 failed, 0 left")
                .containsPattern("\ngfx +\\|[#+]+! +\\|\n");
        assertThat(text(Invocation.of("run", gone, "--print", "json"))).contains("\"gone_since_ns\" : 11650033000");
    }

    private Path handlerThatOnlySaysSo() throws IOException {
        return Files.writeString(folder.resolve("gone.case"), """
                policy fifo
                scheduler 0 credits=2 timeout_us=2000000 hang_limit=0 on_timeout=enodev score=own
                entity 0 priority=normal schedulers=0
                entity 1 priority=normal schedulers=0
                at 1000000 push job=0 entity=0 credits=1 duration_us=3000 hangs=1
                at 2000000 push job=1 entity=1 credits=1 duration_us=5000
                at 2000000 push job=2 entity=1 credits=1 duration_us=5000
                until 10000000
                """);
    }

    @Test
    void a_timeout_handler_that_only_says_so_leaves_its_jobs_and_every_view_tells_it() throws IOException {
        Path gone = handlerThatOnlySaysSo();
        Path page = folder.resolve("page.html");

        String run = text(Invocation.of("run", gone, "--report", page));

        List<String> lines = List.of(
                "ring ring0 is gone since 4000.000 ms",
                "left: job 0 of entity 0, stopped on ring0 since 4000.000 ms: the device is gone",
                "left: job 1 of entity 1, on the ring ring0 since 2000.000 ms: the device is gone",
                "left: job 2 of entity 1, queued for ring0 since 2000.000 ms: the device is gone");
        assertThat(run)
                .contains(lines)
                .contains("3 jobs in 10000.000 ms")
                .containsPattern("\nring0 +\\| +[#+]+! +\\|\n");
        assertThat(Files.readString(page))
                .contains(lines.stream().map(each -> "<p>" + each + "</p>").toList());
        assertThat(text(Invocation.of("why", gone, 1)))
                .containsPattern("2000\\.000 +2000\\.000 +25\\.0 +ring busy")
                .containsPattern(
                        "4000\\.000 +6000\\.000 +75\\.0 +device gone: no ring works on it, and nobody ends it");
    }

    @Test
    void rounds_that_cannot_fit_into_the_duration_do_not_count() {
        assertThat(text(Invocation.of("run", Reports.file("e4d_hami_deep.yaml"))))
                .contains("3200 jobs in 60000.000 ms: 3000 done");
    }
}
