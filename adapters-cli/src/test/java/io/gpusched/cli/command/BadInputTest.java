package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with an input is said all at once, each with its place, what was expected and what to do. */
class BadInputTest {
    private static final String GOOD = """
            policy fifo
            scheduler 0 credits=1 timeout_us=none hang_limit=0 on_timeout=signal score=own
            entity 0 priority=normal schedulers=0
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @MethodSource("problems")
    void is_said_with_its_place(String what, String text, List<String> expected) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.case"), text);

        Invocation run = Invocation.of("run", file);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .containsExactlyElementsOf(expected.stream()
                        .map(each -> "gpusched: " + file + ":" + each)
                        .toList());
    }

    static Stream<Arguments> problems() {
        return Stream.of(
                problem(
                        "unknown directive",
                        GOOD + "polcy rr\n",
                        "4:1: 'polcy' is not a directive; expected one of policy, scheduler, recovery, group, "
                                + "entity, fence, at, until"),
                problem(
                        "unknown event",
                        GOOD + "at 0 pusch job=0\n",
                        "4:6: 'pusch' is not an event; expected one of push, signal, priority, weight, group_weight, schedulers, "
                                + "ready, stop, start, "
                                + "fault, close, client, teardown"),
                problem(
                        "wrong field",
                        GOOD + "at 0 push job=0 entity=0 credits=1 duration=5\n",
                        "4:36: 'duration=5' is not a field of 'push'; expected key=value with one of job, entity, credits, "
                                + "duration_us, hangs, run_error, hw_error, deps, deadline_us"),
                problem(
                        "field given twice",
                        GOOD + "at 0 close entity=0 entity=0\n",
                        "4:21: field 'entity' is given twice; remove one"),
                problem(
                        "unknown id",
                        GOOD + "at 0 close entity=3\n",
                        "4:19: there is no entity 3; declared so far: 0 to 0"),
                problem(
                        "duplicate id",
                        GOOD + "entity 0 priority=low schedulers=0\n",
                        "4:8: the id of this entity is '0'; expected 1, since ids count from 0 in the order of the lines"),
                problem(
                        "job pushed twice",
                        GOOD + "at 0 push job=7 entity=0 credits=1 duration_us=1\n"
                                + "at 1 push job=7 entity=0 credits=1 duration_us=1\n",
                        "5:15: job 7 is pushed twice; job ids are unique"),
                problem(
                        "job of a client pushed again",
                        GOOD + "at 0 client entity=0 first_job=5 jobs=2 job_us=1 wait_us=1 sync=1 cycles=2\n"
                                + "at 1 push job=8 entity=0 credits=1 duration_us=1\n",
                        "5:15: job 8 is pushed twice; job ids are unique"),
                problem(
                        "number out of range",
                        GOOD + "at 0 push job=0 entity=0 credits=0 duration_us=-1 run_error=5000\n",
                        "4:34: 'credits' is '0'; expected a whole number from 1 to 2147483647 (2 more in this line)"),
                problem(
                        "values without keys",
                        GOOD + "at 0 push 0 0 1 2000\n",
                        "4:11: '0' is not a field of 'push'; expected key=value with one of job, entity, credits, "
                                + "duration_us, hangs, run_error, hw_error, deps, deadline_us"),
                problem("a field without a value", GOOD + "at 0 push job=0 deps=\n", "4:17: field 'deps' has no value"),
                problem(
                        "fields missing",
                        GOOD + "at 0 push job=0 entity=0\n",
                        "4:6: 'push' needs the fields 'credits=', 'duration_us='"),
                problem("one field missing", GOOD + "at 0 close\n", "4:6: 'close' needs the field 'entity='"),
                problem(
                        "number that no type holds",
                        GOOD + "at 99999999999999999999 close entity=0\n",
                        "4:4: 'at' is '99999999999999999999'; expected a whole number from 0 to 4000000000000000"),
                problem(
                        "wrong words",
                        GOOD.replace("fifo", "lifo").replace("normal", "urgent").replace("own", "shared"),
                        "1:8: the policy is 'lifo'; expected one of rr, fifo, fair, sfq, sfq-strict",
                        "2:76: 'score' is 'shared'; expected 'own' or 'of:' and the id of an earlier scheduler",
                        "3:19: 'priority' is 'urgent'; expected one of kernel, high, normal, low"),
                problem(
                        "dependency on nothing",
                        GOOD + "at 0 push job=0 entity=0 credits=1 duration_us=1 deps=j9,x0\n",
                        "4:55: job 9 is waited for but never pushed; add a 'push job=9' line (1 more in this line)"),
                problem(
                        "dependency on a later job",
                        GOOD + "at 0 push job=0 entity=0 credits=1 duration_us=1 deps=j1.s\n"
                                + "at 1 push job=1 entity=0 credits=1 duration_us=1\n",
                        "4:55: job 1 is waited for before it is pushed; push it earlier"),
                problem(
                        "line cut short",
                        GOOD + "at 0 push job=0 ent",
                        "4:17: 'ent' is not a field of 'push'; expected key=value with one of job, entity, credits, "
                                + "duration_us, hangs, run_error, hw_error, deps, deadline_us"),
                problem(
                        "something after the end",
                        GOOD + "until 5\nat 0 close entity=0\n",
                        "5:1: 'at' follows 'until', which must be the last line"),
                problem(
                        "an empty file",
                        "",
                        " the case has no policy; add a line 'policy rr', 'policy fifo' or 'policy fair'",
                        " the case has no scheduler; add a line such as 'scheduler 0 credits=1 timeout_us=none hang_limit=0 "
                                + "on_timeout=signal score=own'"));
    }

    private static Arguments problem(String what, String text, String... expected) {
        return Arguments.of(what, text, Arrays.asList(expected));
    }

    @Test
    void a_missing_file_is_said_in_one_line() {
        Path missing = folder.resolve("none.case");

        Invocation run = Invocation.of("run", missing);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).containsExactly("gpusched: " + missing + ": no such file; check the path");
    }

    @Test
    void a_folder_is_not_a_file() {
        Invocation run = Invocation.of("run", folder);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).hasSize(1);
    }

    @Test
    void a_binary_file_is_refused_in_one_line() throws IOException {
        byte[] bytes = new byte[4_096];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 37);
        }
        Path binary = Files.write(folder.resolve("binary.case"), bytes);
        Path trace = Files.write(folder.resolve("binary.bin"), bytes);

        assertThat(Invocation.of("run", binary).err())
                .containsExactly(
                        "gpusched: " + binary
                                + ":1:5: this is not text in UTF-8: byte 0x94; 'iconv -f latin1 -t utf-8' converts an older text");
        assertThat(Invocation.of("run", trace).err()).hasSize(1);
        assertThat(Invocation.of("run", trace).exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void a_trace_without_jobs_says_how_to_record() throws IOException {
        Path trace = Files.writeString(
                folder.resolve("t.txt"),
                "cpus=1\n            bash-1 [000] 1.000000: sched_switch: prev_comm=a\n",
                StandardCharsets.UTF_8);

        Invocation run = Invocation.of("run", trace);

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(String.join("\n", run.err())).contains(trace.toString()).contains("trace-cmd record");
    }

    @Test
    void a_mistyped_option_is_said() {
        Invocation run = Invocation.of("run", "x.case", "--polcy", "rr");

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().getFirst()).contains("--polcy");
    }

    @ParameterizedTest
    @MethodSource("wrongOptions")
    void a_wrong_value_is_said_with_what_was_expected(List<String> words, String expected) throws IOException {
        Path file = Files.writeString(folder.resolve("good.case"), GOOD);

        Invocation run = Invocation.of(
                Stream.concat(Stream.of("run", file), words.stream()).toArray());

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err().getFirst()).contains(expected);
    }

    static Stream<Arguments> wrongOptions() {
        return Stream.of(
                Arguments.of(List.of("--policy", "lifo"), "expected one of rr, fifo, fair, sfq, sfq-strict"),
                Arguments.of(List.of("--credits", "0"), "expected a whole number of at least 1"),
                Arguments.of(List.of("--timeout", "5"), "above 0; expected a number with us, ms or s"),
                Arguments.of(List.of("--timeout", "0ms"), "above 0; expected a number with us, ms or s"));
    }
}
