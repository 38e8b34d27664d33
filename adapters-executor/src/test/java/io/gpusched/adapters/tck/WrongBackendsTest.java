package io.gpusched.adapters.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hardware that breaks one rule, each in its way. The rule finds it out. */
class WrongBackendsTest {
    static Stream<Fault> faults() {
        return EnumSet.complementOf(EnumSet.of(Fault.NONE)).stream();
    }

    private static BackendRule rule(String id) {
        return BackendKit.rules().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void wrong_hardware_is_caught_by_the_rule_that_it_breaks(Fault fault) {
        RuleRun run = BackendKit.of(new ModelBackend(fault)).run(rule(fault.rule()));

        assertThat(run.outcome()).as(run.rule().toString()).isInstanceOf(RuleRun.Broken.class);
        RuleRun.Broken broken = (RuleRun.Broken) run.outcome();
        assertThat(broken.line())
                .startsWith(fault.rule() + ": ")
                .doesNotContain("\n")
                .hasSizeLessThan(300);
        assertThat(broken.history()).hasSizeLessThan(61);
    }

    @ParameterizedTest
    @EnumSource(Fault.Shape.class)
    void the_same_hardware_without_the_fault_is_not_accused(Fault.Shape shape) {
        assertThat(BackendKit.of(new ModelBackend(Fault.NONE, shape)).run())
                .noneMatch(RuleRun::isFailure)
                .noneMatch(run -> run.outcome() instanceof RuleRun.Broken);
    }

    @Test
    void every_rule_has_hardware_that_breaks_it() {
        Set<String> untested = new TreeSet<>();
        BackendKit.rules().forEach(rule -> untested.add(rule.id()));
        faults().forEach(fault -> untested.remove(fault.rule()));

        assertThat(untested).isSubsetOf("H-6.2");
    }
}
