package io.gpusched.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** docs/linux-map.md says where each kernel function is found: all that it names exists, and it leaves nothing out. */
class LinuxMapTest {
    /** What include/drm/gpu_scheduler.h declares for drivers. */
    private static final List<String> HEADER = List.of(
            "drm_sched_init",
            "drm_sched_fini",
            "drm_sched_suspend_timeout",
            "drm_sched_resume_timeout",
            "drm_sched_tdr_queue_imm",
            "drm_sched_wqueue_ready",
            "drm_sched_wqueue_stop",
            "drm_sched_wqueue_start",
            "drm_sched_is_stopped",
            "drm_sched_stop",
            "drm_sched_start",
            "drm_sched_resubmit_jobs",
            "drm_sched_increase_karma",
            "drm_sched_fault",
            "drm_sched_pick_best",
            "drm_sched_for_each_pending_job",
            "drm_sched_job_init",
            "drm_sched_job_arm",
            "drm_sched_job_cleanup",
            "drm_sched_job_is_signaled",
            "drm_sched_job_add_dependency",
            "drm_sched_job_add_syncobj_dependency",
            "drm_sched_job_add_resv_dependencies",
            "drm_sched_job_add_implicit_dependencies",
            "drm_sched_job_has_dependency",
            "drm_sched_entity_init",
            "drm_sched_entity_flush",
            "drm_sched_entity_fini",
            "drm_sched_entity_destroy",
            "drm_sched_entity_push_job",
            "drm_sched_entity_set_priority",
            "drm_sched_entity_error",
            "drm_sched_entity_modify_sched",
            "to_drm_sched_fence",
            "prepare_job",
            "run_job",
            "timedout_job",
            "free_job",
            "cancel_job");

    private static final List<Row> ROWS = new ArrayList<>();
    private static final List<SourceFile> TESTS = new ArrayList<>();

    /** One line of a table. */
    private record Row(int line, List<String> kernel, List<String> ours, List<String> tests) {
        static Row parse(int line, String text) {
            String[] cells = text.split("\\|", -1);
            assertThat(cells).as("cells of line %d", line).hasSize(6);
            return new Row(line, CodeNames.in(cells[1]), CodeNames.in(cells[2]), CodeNames.in(cells[3]));
        }
    }

    @BeforeAll
    static void read() throws IOException {
        List<String> lines = Files.readAllLines(SourceFile.top().resolve("docs/linux-map.md"));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("| `")) {
                ROWS.add(Row.parse(i + 1, lines.get(i)));
            }
        }
        SourceFile.allOfTheProject().stream()
                .filter(file -> file.path().contains("/src/test/java/"))
                .forEach(TESTS::add);
    }

    @Test
    void every_row_names_a_kernel_function_a_type_and_a_test() {
        assertThat(ROWS).hasSizeGreaterThan(HEADER.size());
        assertThat(ROWS).allSatisfy(row -> {
            assertThat(row.kernel())
                    .as("kernel function in line %d", row.line())
                    .isNotEmpty();
            assertThat(row.ours()).as("type in line %d", row.line()).isNotEmpty();
            assertThat(row.tests()).as("test in line %d", row.line()).isNotEmpty();
        });
    }

    @Test
    void every_function_of_the_header_has_one_row() {
        List<String> named = ROWS.stream()
                .flatMap(row -> row.kernel().stream())
                .map(name -> name.replace("()", ""))
                .toList();

        assertThat(named).containsAll(HEADER).doesNotHaveDuplicates();
    }

    @Test
    void every_type_and_method_exists() {
        List<String> missing = ROWS.stream()
                .flatMap(row -> row.ours().stream()
                        .filter(name -> !CodeNames.exists(name))
                        .map(name -> row.line() + ": " + name))
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void every_test_exists() {
        List<String> missing = ROWS.stream()
                .flatMap(row ->
                        row.tests().stream().filter(name -> !isTest(name)).map(name -> row.line() + ": " + name))
                .toList();

        assertThat(missing).isEmpty();
    }

    /** Planted: names that do not exist. */
    @Nested
    class AMapThatLies {
        @Test
        void is_found_out() {
            assertThat(CodeNames.exists("Fence#signal")).isTrue();
            assertThat(CodeNames.exists("Fence#signalTwice")).isFalse();
            assertThat(CodeNames.exists("Fences#signal")).isFalse();
            assertThat(CodeNames.exists("FenceWait.Outcome")).isTrue();
            assertThat(isTest("LinuxMapTest#every_test_exists")).isTrue();
            assertThat(isTest("LinuxMapTest#every_test")).isFalse();
            assertThat(isTest("LinuxMapsTest")).isFalse();
        }
    }

    /** The tests of other modules are not on this one's class path, so their sources tell. */
    private static boolean isTest(String name) {
        String[] parts = name.split("#", 2);
        return TESTS.stream()
                .filter(file -> file.path().endsWith("/" + parts[0] + ".java"))
                .anyMatch(file -> parts.length == 1 || file.text().contains("void " + parts[1] + "("));
    }
}
