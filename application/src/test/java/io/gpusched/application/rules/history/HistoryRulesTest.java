package io.gpusched.application.rules.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.Event.DependencyAdded;
import io.gpusched.application.event.Event.FenceSignaled;
import io.gpusched.application.event.Event.JobCancelled;
import io.gpusched.application.event.Event.JobDone;
import io.gpusched.application.event.Event.JobFreed;
import io.gpusched.application.event.Event.JobQueued;
import io.gpusched.application.event.Event.JobReleased;
import io.gpusched.application.event.Event.JobRun;
import io.gpusched.application.event.Event.JobSubmitted;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.port.Launch;
import io.gpusched.application.rules.violation.Violation;
import io.gpusched.domain.fence.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule lets sound histories pass, and trips on a history that was doctored to break it. */
final class HistoryRulesTest {
    private static final int ONE_RING = 0;
    private static final int OTHER_RING = 1;

    private static Event queued(long job, int entity, int ring) {
        return new JobQueued(0, job, entity, ring, 0, 0, 1);
    }

    private static Event dependsOn(long job, FenceName fence) {
        return new DependencyAdded(0, job, fence);
    }

    private static Event run(long job, int entity, int ring) {
        return new JobRun(0, job, entity, ring, 0, 1, 1, null);
    }

    private static Event submitted(long job) {
        return new JobSubmitted(0, job, ONE_RING, Launch.Accepted.RUNNING);
    }

    private static Event scheduled(long job) {
        return new FenceSignaled(0, new FenceName.Scheduled(job), null);
    }

    private static Event done(long job) {
        return new JobDone(0, job);
    }

    private static Event finished(long job) {
        return new FenceSignaled(0, new FenceName.Finished(job), null);
    }

    private static Event killed(long job) {
        return new FenceSignaled(0, new FenceName.Finished(job), Errno.ESRCH);
    }

    private static Event freed(long job) {
        return new JobFreed(0, job);
    }

    private static FenceName end(long job) {
        return new FenceName.Finished(job);
    }

    private static FenceName start(long job) {
        return new FenceName.Scheduled(job);
    }

    /** The life of a job that nothing happens to. */
    private static List<Event> life(long job, int entity, int ring) {
        return List.of(
                queued(job, entity, ring),
                run(job, entity, ring),
                submitted(job),
                scheduled(job),
                done(job),
                finished(job),
                freed(job));
    }

    private static List<Event> history(Object... parts) {
        List<Event> events = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Event event) {
                events.add(event);
            } else if (part instanceof List<?> list) {
                list.forEach(each -> events.add((Event) each));
            }
        }
        return events;
    }

    static Stream<Arguments> doctored() {
        List<Event> started = life(0, 0, ONE_RING).subList(0, 4);
        List<Event> ended = life(0, 0, ONE_RING).subList(0, 6);
        return Stream.of(
                Arguments.of("time never goes back", history(queued(0, 0, 0), new JobDone(-1, 0))),
                Arguments.of("queued before anything else", history(run(0, 0, ONE_RING))),
                Arguments.of("queued before anything else", history(queued(0, 0, 0), queued(0, 0, 0))),
                Arguments.of(
                        "first run in the order in which they were pushed",
                        history(queued(0, 0, 0), queued(1, 0, 0), run(1, 0, ONE_RING))),
                Arguments.of("a job is selected once", history(started, run(0, 0, ONE_RING))),
                Arguments.of("selected before the hardware", history(queued(0, 0, 0), submitted(0))),
                Arguments.of(
                        "runs after what it waits for",
                        history(started, queued(1, 1, OTHER_RING), dependsOn(1, end(0)), run(1, 1, OTHER_RING))),
                Arguments.of(
                        "runs after what it waits for",
                        history(queued(0, 0, 0), queued(1, 1, 0), dependsOn(1, end(0)), run(1, 1, ONE_RING))),
                Arguments.of(
                        "runs after what it waits for",
                        history(queued(0, 0, 0), queued(1, 1, 0), dependsOn(1, start(0)), run(1, 1, ONE_RING))),
                Arguments.of("done is not run again", history(ended, submitted(0))),
                Arguments.of("done once", history(ended, done(0))),
                Arguments.of("done once", history(queued(0, 0, 0), done(0))),
                Arguments.of("signals exactly once", history(started, scheduled(0))),
                Arguments.of("signals exactly once", history(ended, finished(0))),
                Arguments.of("scheduled before it finishes", history(queued(0, 0, 0), killed(0))),
                Arguments.of("signals when the job is done", history(started, finished(0))),
                Arguments.of(
                        "killed job ends after", history(queued(0, 0, 0), queued(1, 0, 0), scheduled(1), killed(1))),
                Arguments.of(
                        "killed job ends after",
                        history(started, queued(1, 1, 0), dependsOn(1, start(0)), scheduled(1), killed(1))),
                Arguments.of(
                        "runs after what it waits for",
                        history(
                                queued(0, 0, 0),
                                dependsOn(0, new FenceName.Finished(1)),
                                run(0, 0, 0),
                                queued(1, 1, 1))),
                Arguments.of("freed or released exactly once", history(life(0, 0, 0), freed(0))),
                Arguments.of("freed or released exactly once", history(ended, new JobReleased(0, 0), freed(0))),
                Arguments.of("freed after it finished or was cancelled", history(started, freed(0))),
                Arguments.of("freed after it finished or was cancelled", history(queued(0, 0, 0), freed(0))),
                Arguments.of("nothing happens to a job after", history(started, new JobReleased(0, 0), done(0))));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("doctored")
    void a_doctored_history_breaks_the_rule(String rule, List<Event> history) {
        List<Violation> violations = HistoryRules.judge(history);

        assertThat(violations).isNotEmpty();
        assertThat(violations.getFirst().rule().words()).contains(rule);
        assertThat(violations.getFirst().events()).isEqualTo(history.size());
    }

    @Nested
    class Sound_histories {
        @Test
        void of_one_job() {
            assertThat(HistoryRules.judge(life(0, 0, ONE_RING))).isEmpty();
        }

        @Test
        void with_a_job_that_is_pipelined_behind_another_one_of_its_ring() {
            List<Event> history = history(
                    life(0, 0, ONE_RING).subList(0, 4),
                    queued(1, 1, ONE_RING),
                    dependsOn(1, end(0)),
                    run(1, 1, ONE_RING));

            assertThat(HistoryRules.judge(history)).isEmpty();
        }

        @Test
        void with_a_job_that_waits_for_one_of_its_own_entity() {
            List<Event> history = history(
                    life(0, 0, ONE_RING).subList(0, 2),
                    queued(1, 0, ONE_RING),
                    dependsOn(1, end(0)),
                    run(1, 0, ONE_RING));

            assertThat(HistoryRules.judge(history)).isEmpty();
        }

        @Test
        void with_a_job_that_is_run_again_after_a_reset() {
            List<Event> history = history(life(0, 0, 0).subList(0, 4), submitted(0), done(0), finished(0), freed(0));

            assertThat(HistoryRules.judge(history)).isEmpty();
        }

        @Test
        void with_a_job_that_is_cancelled_at_teardown_and_never_ends() {
            List<Event> history = history(life(0, 0, 0).subList(0, 4), new JobCancelled(0, 0), freed(0));

            assertThat(HistoryRules.judge(history)).isEmpty();
        }

        @Test
        void with_killed_jobs_that_end_one_after_the_other() {
            List<Event> history = history(
                    queued(0, 0, 0),
                    queued(1, 0, 0),
                    scheduled(0),
                    killed(0),
                    freed(0),
                    scheduled(1),
                    killed(1),
                    freed(1));

            assertThat(HistoryRules.judge(history)).isEmpty();
        }

        @Test
        void with_external_fences_whose_names_say_little() {
            FenceName vblank = new FenceName.External("vblank");

            List<Event> history =
                    history(new FenceSignaled(0, vblank, null), new FenceSignaled(0, vblank, null), life(0, 0, 0));

            assertThat(HistoryRules.judge(history)).isEmpty();
        }
    }

    @Nested
    class Messages {
        private final Event firstSent = new Event.MessageSent(1, 0, "first");
        private final Event secondSent = new Event.MessageSent(2, 0, "second");
        private final Event firstProcessed = new Event.MessageProcessed(3, 0, "first");
        private final Event secondProcessed = new Event.MessageProcessed(3, 0, "second");

        private List<Violation> judge(Event... events) {
            return HistoryRules.judge(List.of(events));
        }

        @Test
        void are_processed_in_the_order_in_which_they_were_sent() {
            assertThat(judge(firstSent, secondSent, firstProcessed, secondProcessed))
                    .isEmpty();
            assertThat(judge(firstSent, secondSent, secondProcessed)).hasSize(1);
        }

        @Test
        void are_processed_once_and_not_before_they_were_sent() {
            assertThat(judge(firstSent, firstProcessed, firstProcessed)).hasSize(1);
            assertThat(judge(firstProcessed)).hasSize(1);
        }

        @Test
        void have_an_order_of_their_own_for_each_scheduler() {
            Event elsewhere = new Event.MessageSent(1, 1, "other");

            assertThat(judge(elsewhere, firstSent, firstProcessed)).isEmpty();
        }
    }
}
