package io.gpusched.limiters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new Main())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void every_limiter_has_a_row_and_none_with_one_fixed_limit_exceeds_it() {
        int exit = run("--seconds", "0.3", "--call-ms", "1", "--pause-ms", "5", "--heavy", "20");

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        for (Limiters each : Limiters.values()) {
            String row = out.toString()
                    .lines()
                    .filter(line -> line.startsWith(each.title() + " "))
                    .findFirst()
                    .orElseThrow();
            if (!each.name().matches(".*(ADAPTIVE|AIMD)|CONCURRENCY_LIMITS")) {
                assertThat(row.substring(30).trim().split(" +")[5]).as(row).isEqualTo("0");
            }
        }
    }

    @Test
    void numbers_that_make_no_sense_are_a_usage_error() {
        assertThat(run("--limit", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("greater than 0");
    }
}
