package io.gpusched.testkit.tck;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gpusched.adapters.tck.PolicyKit;
import io.gpusched.domain.order.Policy;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/** What a scheduler relies on in a policy: a test for each rule P of {@code docs/backend-spec.md}. Extend it, name the policy, and run it with JUnit. */
public abstract class PolicyContract {
    /** Makes the policy; called for each test. */
    protected abstract Policy policy();

    /** Makes a test of each rule; what was measured is reported. */
    @TestFactory
    final Stream<DynamicTest> rules(TestReporter reporter) {
        PolicyKit kit = PolicyKit.of(this::policy);
        return Arrays.stream(PolicyKit.PolicyRule.values())
                .map(rule -> dynamicTest(rule.id() + " " + rule.text(), () -> {
                    PolicyKit.PolicyResult result = kit.run(rule);
                    if (!result.holds()) {
                        fail(result.line());
                    }
                    reporter.publishEntry(rule.id(), result.line());
                }));
    }
}
