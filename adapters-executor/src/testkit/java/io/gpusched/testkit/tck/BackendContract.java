package io.gpusched.testkit.tck;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gpusched.adapters.tck.BackendKit;
import io.gpusched.adapters.tck.BackendRule;
import io.gpusched.adapters.tck.RuleRun;
import io.gpusched.adapters.tck.TestedBackend;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What hardware promises to its scheduler: a test for each rule of {@code docs/backend-spec.md}. Extend it, name the backend, and run it with JUnit.
 * Rules that need what the backend cannot do are skipped, and say what that is. Like a rule that a backend should keep and does not, they fail
 * nothing.
 */
public abstract class BackendContract {
    /** Returns the backend; called once. */
    protected abstract TestedBackend backend();

    /** Makes a test of each rule. */
    @TestFactory
    final Stream<DynamicTest> rules() {
        BackendKit kit = BackendKit.of(backend());
        return BackendKit.rules().stream()
                .map(rule -> dynamicTest(rule.id() + " " + rule.text(), () -> judge(kit.run(rule))));
    }

    private static void judge(RuleRun run) {
        switch (run.outcome()) {
            case RuleRun.Held held -> {
                // As it should be.
            }
            case RuleRun.Broken broken when run.rule().level() == BackendRule.Level.MUST -> fail(broken.text());
            case RuleRun.Broken broken -> abort("a backend SHOULD keep this: " + broken.text());
            case RuleRun.Skipped skipped -> abort(skipped.reason());
        }
    }
}
