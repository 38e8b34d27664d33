package io.gpusched.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.CheckedRun;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.casefile.TraceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every case gives Linux's trace, byte for byte, the second time as well as the first, and no step breaks a rule. */
final class ConformanceTest {
    private static final int CASES = 848;
    private static final int AROUND = 5;

    @Test
    void the_archive_is_whole() {
        CaseFiles files = RecordedCases.files();

        assertThat(files.problems()).isEmpty();
        assertThat(files.cases()).hasSize(CASES);
    }

    @TestFactory
    Stream<DynamicTest> every_case_gives_the_trace_of_Linux() {
        return RecordedCases.all()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    Workload workload =
                            CaseReader.read(each.name(), each.text()).get();

                    List<String> first = checkedTrace(workload, LinuxBugs.REPRODUCED);
                    List<String> second = checkedTrace(workload, LinuxBugs.REPRODUCED);

                    requireSame(each.name(), each.expected(), first);
                    requireSame(each.name() + ", the second time", first, second);
                }));
    }

    @TestFactory
    Stream<DynamicTest> no_case_breaks_a_rule_when_the_bugs_of_Linux_are_mended() {
        return RecordedCases.all()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    Workload workload =
                            CaseReader.read(each.name(), each.text()).get();

                    List<String> trace = checkedTrace(workload, LinuxBugs.MENDED);

                    assertThat(trace).isNotEmpty();
                }));
    }

    private static List<String> checkedTrace(Workload workload, LinuxBugs bugs) {
        List<String> lines = new ArrayList<>();
        TraceWriter writer = new TraceWriter(lines::add);
        CheckedRun run = CheckedRun.play(workload, bugs, writer);
        assertThat(run.violation()).isEmpty();
        writer.end(
                run.simulation().endNanos(),
                run.simulation().entities(),
                run.simulation().schedulers(),
                run.simulation().isTornDown());
        return lines;
    }

    private static void requireSame(String name, List<String> expected, List<String> actual) {
        int line = 0;
        while (line < expected.size()
                && line < actual.size()
                && expected.get(line).equals(actual.get(line))) {
            line++;
        }
        if (line < expected.size() || line < actual.size()) {
            fail(name + " differs at line " + (line + 1) + "; expected\n" + around(expected, line) + "but was\n"
                    + around(actual, line));
        }
    }

    private static String around(List<String> lines, int at) {
        StringBuilder text = new StringBuilder();
        for (int i = Math.max(0, at - AROUND); i < Math.min(lines.size(), at + AROUND + 1); i++) {
            text.append(i == at ? "> " : "  ")
                    .append(i + 1)
                    .append(": ")
                    .append(lines.get(i))
                    .append('\n');
        }
        return text.toString();
    }
}
