package io.gpusched.adapters.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Lateness;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.adapters.explore.replay.Replayed;
import io.gpusched.application.port.Timers;
import io.gpusched.testkit.explore.Explore;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** A test method with {@link Explore} runs in many orders, and tells the one that fails. */
class ExploredTestsTest {
    @Explore(schedules = 500)
    void hardware_that_does_its_duty_survives_every_order(Stage stage) {
        SmallDevice.threeJobs(stage);
    }

    @Explore(strategy = Strategy.EXHAUSTIVE, late = Lateness.WORK, schedules = 100_000)
    void and_all_of_them(Stage stage) {
        SmallDevice.threeJobs(stage);
    }

    /** Fails on purpose; run by the tests below only. */
    static final class Careless {
        @Explore(schedules = 2_000, strategy = Strategy.PCT, seed = 4)
        void loses_a_completion(Stage stage) {
            new SmallDevice(
                            stage,
                            new SmallDevice.Forgetful(stage.hardwareSide("ring").timers()))
                    .submitThree(stage);
        }

        @Explore(schedules = 10)
        void cannot_be_built(Stage stage) {
            throw new IllegalStateException("planted");
        }

        @Explore(schedules = 3, steps = 500)
        void goes_round_for_ever(Stage stage) {
            Timers timers = stage.hardwareSide("ring").timers();
            stage.client("alice").then("winds it up", () -> windUp(timers));
        }

        private static void windUp(Timers timers) {
            timers.timer(() -> windUp(timers)).arm(1);
        }

        @Explore
        void takes_nothing() {}

        @Explore(schedules = 0)
        void runs_nothing(Stage stage) {}

        @Explore(schedules = 50)
        void asks_the_clock(Stage stage) {
            long wait = System.nanoTime() % 1_000_000;
            stage.client("alice").at(wait, "comes", () -> {});
        }

        @Explore(schedules = 10)
        void is_not_clean_at_the_end(Stage stage) {
            stage.atEnd(() -> assertThat("dirt").isEmpty());
        }
    }

    private static String failure(String method) {
        List<Event> failed = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Careless.class))
                .execute()
                .testEvents()
                .failed()
                .filter(event -> event.getTestDescriptor().getDisplayName().startsWith(method))
                .toList();
        assertThat(failed).hasSize(1);
        return failed.getFirst()
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage();
    }

    @Test
    void a_failure_tells_the_rule_the_history_and_the_token_that_repeats_it() {
        String message = failure("loses_a_completion");

        assertThat(message)
                .startsWith("not true that every job that is still there has a cause to be")
                .contains("  1. at 0 us, client: alice: submits job 0 -> job 0 queued")
                .contains("repeat it with @Explore(replay = \"");
        Matcher token = Pattern.compile("replay = \"([^\"]+)\"").matcher(message);
        assertThat(token.find()).isTrue();
        Scenario scenario = new Careless()::loses_a_completion;
        assertThat(Replayed.of(scenario, Guarantees.KEPT, ReplayToken.parse(token.group(1)))
                        .same())
                .isTrue();
    }

    @Test
    void a_scenario_that_cannot_be_built_says_why() {
        assertThat(failure("cannot_be_built"))
                .startsWith("not true that no step fails")
                .contains("planted");
    }

    @Test
    void what_never_ends_is_no_success() {
        assertThat(failure("goes_round_for_ever"))
                .startsWith("3 of 3 schedules had not come to an end after 500 steps");
    }

    @Test
    void a_method_that_cannot_be_explored_says_why() {
        assertThat(failure("takes_nothing")).contains("its one parameter is a Stage");
        assertThat(failure("runs_nothing")).contains("has 0 schedules", "at least 1");
    }

    @Test
    void where_only_the_time_differs_the_time_is_told() {
        assertThat(failure("asks_the_clock"))
                .contains("the same choices make the same history")
                .containsPattern(
                        "step 1 was 'client: alice: comes at \\d+ ns', the second time 'client: alice: comes at \\d+ ns'");
    }

    @Test
    void assertions_at_the_end_count() {
        assertThat(failure("is_not_clean_at_the_end")).contains("no step fails", "Expecting empty but was: \"dirt\"");
    }
}
