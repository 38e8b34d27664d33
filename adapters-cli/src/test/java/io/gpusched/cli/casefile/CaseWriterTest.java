package io.gpusched.cli.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.WorkloadGenerator;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.cli.conformance.RecordedCases;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is written is read as the same workload. */
final class CaseWriterTest {
    @Test
    void generated_workloads_are_read_as_they_were_written() {
        LongStream.range(0, 2_000).forEach(seed -> {
            Workload workload = WorkloadGenerator.generate(seed, 30);

            Workload read = read("seed " + seed, workload);

            assertThat(read).as("seed " + seed).isEqualTo(workload);
        });
    }

    @TestFactory
    Stream<DynamicTest> recorded_cases_are_read_as_they_were_written() {
        return RecordedCases.all()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    Workload workload =
                            CaseReader.read(each.name(), each.text()).get();

                    assertThat(read(each.name(), workload)).isEqualTo(workload);
                    assertThat(CaseWriter.write(workload))
                            .isEqualTo(each.text().stream()
                                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                                    .toList());
                }));
    }

    @TestFactory
    Stream<DynamicTest> recorded_cases_keep_to_the_rules_for_workloads() {
        return RecordedCases.all()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    Workload workload =
                            CaseReader.read(each.name(), each.text()).get();

                    assertThat(WorkloadRules.brokenBy(workload)).isEmpty();
                }));
    }

    @Test
    void a_time_that_the_language_cannot_say_is_refused() {
        Workload workload = WorkloadGenerator.generate(1, 5).withTimeoutNanos(1_500);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseWriter.write(workload))
                .withMessageContaining("1500 ns");
    }

    private static Workload read(String name, Workload workload) {
        var read = CaseReader.read(name, CaseWriter.write(workload));
        assertThat(read.isValid()).as(read::toString).isTrue();
        return read.get();
    }
}
