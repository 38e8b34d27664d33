package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line says what is wrong, what may have been meant, and where help is. */
class WrongUsageTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            rnu                      | unknown command 'rnu'; did you mean 'run'? See 'gpusched --help'
            xyzzy                    | unknown command 'xyzzy'; see 'gpusched --help'
            run --polcy fair a.case  | unknown option '--polcy'; did you mean '--policy'? See 'gpusched run --help'
            run --polcy=fair a.case  | unknown option '--polcy'; did you mean '--policy'? See 'gpusched run --help'
            run --zzz a.case         | unknown option '--zzz'; see 'gpusched run --help'
            run --policy fiar a.case | 'fiar' is not a valid --policy; expected one of rr, fifo, fair, sfq, sfq-strict; did you mean 'fair'? See 'gpusched run --help'
            run --print sumary a.case | 'sumary' is not a valid --print; expected one of summary, trace, ftrace, json; did you mean 'summary'? See 'gpusched run --help'
            run --queue exectuor a   | 'exectuor' is not a valid --queue; expected one of virtual-time, executor, virtual-thread; did you mean 'executor'? See 'gpusched run --help'
            run --color nver a.case  | 'nver' is not a valid --color; expected one of auto, always, never; did you mean 'never'? See 'gpusched run --help'
            run                      | missing FILE; see 'gpusched run --help'
            run a.case b.case        | unexpected argument 'b.case'; see 'gpusched run --help'
            help rnu                 | unknown command 'rnu'; did you mean 'run'? See 'gpusched help --help'
            man rnu                  | unknown command 'rnu'; did you mean 'run'? See 'gpusched man --help'
            conformance --seed x     | 'x' is not a valid --seed; expected a whole number; see 'gpusched conformance --help'
            explore a --schedules x  | 'x' is not a valid --schedules; expected a whole number; see 'gpusched explore --help'
            explore a --depth 3      | --depth goes with --strategy pct; see 'gpusched explore --help'
            explore --small --seed 2 | --seed does not go with --small, which explores every order on ordered queues; see 'gpusched explore --help'
            explore a --every 3      | --every goes with --small; see 'gpusched explore --help'
            compare a --policy fifo, | 'fifo,' of --policy has an empty place; expected values separated by commas; see 'gpusched compare --help'
            study a --credits 1,2,   | '1,2,' of --credits has an empty place; expected values separated by commas; see 'gpusched study --help'
            why a.case               | missing JOB; give the number of a job, --client NAME for the worst jobs of a client, or --worst N for those of all; see 'gpusched why --help'
            why a.case 1 --client b  | JOB and --client cannot be given together; see 'gpusched why --help'
            run a.case --policy      | missing value for --policy (POLICY); see 'gpusched run --help'
            """)
    void is_said_in_one_line(String command, String expected) {
        Invocation run = Invocation.of((Object[]) command.split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).containsExactly("gpusched: " + expected);
    }

    @Test
    void no_command_at_all_is_wrong_usage_too() {
        Invocation run = Invocation.of();

        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err()).containsExactly("gpusched: missing command; try 'gpusched demo'; see 'gpusched --help'");
    }

    @Test
    void a_file_that_is_not_there_may_have_a_neighbour(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("workload.yaml"), "");
        Path misspelt = folder.resolve("wrokload.yaml");
        Path elsewhere = folder.resolve("nothing/like/it.yaml");

        assertThat(Invocation.of("run", misspelt).err())
                .containsExactly(
                        "gpusched: " + misspelt + ": no such file; check the path; did you mean 'workload.yaml'?");
        assertThat(Invocation.of("verify", misspelt).err())
                .containsExactly(
                        "gpusched: " + misspelt + ": no such file; check the path; did you mean 'workload.yaml'?");
        assertThat(Invocation.of("run", elsewhere).err())
                .containsExactly("gpusched: " + elsewhere + ": no such file; check the path");
    }

    @Test
    void the_folder_may_be_what_is_misspelt() {
        assertThat(Invocation.of("run", "../smaples/firmware.yaml").err())
                .containsExactly("gpusched: ../smaples/firmware.yaml: no such file; check the path; there is no folder "
                        + "../smaples; did you mean 'samples'?");
    }
}
