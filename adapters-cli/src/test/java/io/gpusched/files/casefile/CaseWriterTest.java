package io.gpusched.files.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpusched.application.generate.WorkloadGenerator;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.cli.conformance.ConformanceCase;
import io.gpusched.cli.conformance.RecordedCases;
import io.gpusched.files.scenario.ScenarioReader;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            rings: [{name: r, policy: rr}]                       | one policy for all schedulers, and r has its own, rr
            events: [{at: 1us, message: {ring: r, name: m}}]     | no messages, such as 'm'
            clients: [{entity: e, closed: {rounds: 2}, jobs: [{duration: 1us}]}] | no scripted clients, such as that of job 0
            """)
    void a_scenario_that_the_language_cannot_say_is_refused(String line, String message) {
        String rings = line.startsWith("rings") ? "" : "rings: [{name: r}]\n";
        Workload workload = ScenarioReader.read("test.yaml", rings + "entities: [{name: e}]\n" + line)
                .get();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseWriter.write(workload))
                .withMessageContaining(message);
    }

    @Test
    void a_scenario_that_the_language_can_say_plays_alike_as_a_case() {
        Workload workload = ScenarioReader.read("test.yaml", """
                policy: fair
                rings: [{name: a, timeout: 5ms}, {name: b, policy: fair, score_of: a}]
                fences: [vsync]
                entities: [{name: e, count: 3}]
                clients:
                  - entity: e
                    open: {every: {exponential: {mean: 1ms}}, rounds: 50}
                    jobs:
                      - {duration: {lognormal: {median: 1ms, sigma: 0.5}}, after: vsync}
                    faults: [{probability: 0.05, hangs: 1}, {probability: 0.05, hw_error: EIO}]
                events: [{at: 2ms, signal: {fence: vsync}}]
                """).get();

        Workload asCase = read("scenario", workload);

        assertThat(withoutNames(ConformanceCase.trace(asCase)))
                .isEqualTo(withoutNames(ConformanceCase.trace(workload)));
    }

    private static List<String> withoutNames(List<String> trace) {
        return trace.stream()
                .map(line -> line.replace("fence=vsync", "fence=x0"))
                .toList();
    }

    private static Workload read(String name, Workload workload) {
        var read = CaseReader.read(name, CaseWriter.write(workload));
        assertThat(read.isValid()).as(read::toString).isTrue();
        return read.get();
    }
}
