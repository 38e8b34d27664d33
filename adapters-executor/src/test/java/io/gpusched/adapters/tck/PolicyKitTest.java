package io.gpusched.adapters.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.tck.PolicyKit.PolicyResult;
import io.gpusched.adapters.tck.PolicyKit.PolicyRule;
import io.gpusched.domain.order.Candidate;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Head;
import io.gpusched.domain.order.KeyPolicy;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Standing;
import io.gpusched.domain.sched.Entity;
import io.gpusched.testkit.tck.PolicyContract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policies that there are keep the contract, and wrong ones are caught by the rule that they break. */
class PolicyKitTest {
    static Stream<Policy> policies() {
        return Policies.FOR_SEVERAL_ENTITIES.stream();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void the_policies_that_there_are_keep_it(Policy policy) {
        assertThat(PolicyKit.of(() -> policy).run()).allMatch(PolicyResult::holds);
    }

    @Nested
    class OfJUnit extends PolicyContract {
        @Override
        protected Policy policy() {
            return new Fair();
        }
    }

    /** Gives keys as a function says. */
    private static final class Keys implements KeyPolicy {
        private final Rule rule;
        private long calls;

        Keys(Rule rule) {
            this.rule = rule;
        }

        interface Rule {
            long key(Standing entity, Candidate first, long calls);
        }

        @Override
        public String label() {
            return "planted";
        }

        @Override
        public long keyOnJoin(Standing entity, Head head, Candidate first) {
            return rule.key(entity, first, ++calls);
        }
    }

    private static PolicyResult result(PolicyRule rule, Keys.Rule keys) {
        return PolicyKit.of(() -> new Keys(keys)).run(rule);
    }

    @Test
    void a_policy_that_looks_at_a_clock_of_its_own_is_caught() {
        assertThat(result(PolicyRule.DETERMINISTIC, (entity, first, calls) -> System.nanoTime() % 101))
                .satisfies(each -> assertThat(each.holds()).isFalse())
                .satisfies(each -> assertThat(each.line()).startsWith("P-1.1: job "));
    }

    @Test
    void a_policy_that_throws_is_caught() {
        assertThat(result(PolicyRule.COMPLETE, (entity, first, calls) -> {
                    throw new IllegalStateException("planted");
                }))
                .satisfies(each -> assertThat(each.holds()).isFalse())
                .satisfies(each -> assertThat(each.line()).contains("planted"));
    }

    @Test
    void a_policy_that_looks_at_who_a_client_is_is_caught() {
        assertThat(result(
                                PolicyRule.TOTAL_ORDER,
                                (entity, first, calls) -> entity instanceof Entity client ? client.id() : 0)
                        .holds())
                .isFalse();
    }

    @Test
    void a_policy_with_one_count_for_all_queues_is_caught() {
        assertThat(result(PolicyRule.STATE_PER_QUEUE, (entity, first, calls) -> calls % 7)
                        .holds())
                .isFalse();
    }

    @Test
    void a_policy_that_serves_first_who_was_served_most_starves_its_equals() {
        PolicyResult result = result(
                PolicyRule.NO_STARVATION,
                (entity, first, calls) -> -entity.gpuTime().runtimeNanos());

        assertThat(result.holds()).isFalse();
        assertThat(result.line()).startsWith("P-1.5: a client with one job was served after ");
    }

    @Test
    void what_was_measured_is_printed() {
        List<PolicyResult> results = PolicyKit.of(Fair::new).run();

        assertThat(results.getLast().line()).matches("P-1\\.5: a client with one job waited for at most \\d+ jobs .*");
    }
}
