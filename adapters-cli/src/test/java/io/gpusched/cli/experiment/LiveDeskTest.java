package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.event.Event;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.files.casefile.CaseReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On real threads, but nothing here depends on how long anything takes: what is waited for comes. */
class LiveDeskTest {
    private static final long MANY_MINUTES = 600_000_000_000L;
    private final List<Event> events = new ArrayList<>();

    /** A client with as many jobs as a case may push, which takes minutes, and a timeout that is far away. */
    private static Workload endless() {
        return read("at 0 client entity=0 first_job=0 jobs=2 job_us=100 wait_us=100 sync=1 cycles=1000000");
    }

    private static Workload read(String step) {
        return CaseReader.read(
                        "x",
                        List.of(
                                "policy fair",
                                "scheduler 0 credits=1 timeout_us=50000 hang_limit=0 on_timeout=signal score=own",
                                "entity 0 priority=normal schedulers=0",
                                step))
                .get();
    }

    @ParameterizedTest
    @EnumSource(names = "VIRTUAL_TIME", mode = EnumSource.Mode.EXCLUDE)
    void a_run_is_over_when_it_has_nothing_left_to_do(Queue queue) {
        try (LiveDesk desk =
                LiveDesk.open(queue, read("at 0 push job=0 entity=0 credits=1 duration_us=1"), events::add)) {
            assertThat(desk.awaitEnd(MANY_MINUTES)).isTrue();
            assertThat(desk.look(run -> run)).isEmpty();
            desk.pause();
            desk.resume();
        }
        assertThat(events).anyMatch(Event.JobFreed.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource(names = "VIRTUAL_TIME", mode = EnumSource.Mode.EXCLUDE)
    void whoever_looks_sees_a_moment_between_two_steps(Queue queue) {
        try (LiveDesk desk = LiveDesk.open(queue, endless(), event -> {})) {
            assertThat(desk.look(run -> run.schedulers().getFirst().credits().inFlight())
                            .orElseThrow())
                    .isBetween(0, 1);
            assertThat(desk.awaitEnd(0)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "VIRTUAL_TIME", mode = EnumSource.Mode.EXCLUDE)
    void a_priority_is_changed(Queue queue) {
        try (LiveDesk desk = LiveDesk.open(queue, endless(), event -> {})) {
            desk.setPriority(0, Priority.LOW);

            assertThat(desk.look(run -> run.entities().getFirst()).map(Entity::priority))
                    .contains(Priority.LOW);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "VIRTUAL_TIME", mode = EnumSource.Mode.EXCLUDE)
    void what_is_paused_stays_so_until_it_is_resumed(Queue queue) {
        try (LiveDesk desk = LiveDesk.open(queue, endless(), events::add)) {
            desk.pause();
            assertThat(desk.look(run -> run.schedulers().getFirst()).map(Scheduler::isPaused))
                    .contains(true);

            desk.resume();
            assertThat(desk.look(run -> run.schedulers().getFirst()).map(Scheduler::isPaused))
                    .contains(false);
        }
        assertThat(events).noneMatch(Event.TimedOut.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource(names = "VIRTUAL_TIME", mode = EnumSource.Mode.EXCLUDE)
    void a_run_that_is_paused_is_not_over_though_nothing_moves(Queue queue) {
        // So late that even on a busy machine the pause comes first.
        Workload later = read("at 200000 push job=0 entity=0 credits=1 duration_us=1");
        try (LiveDesk desk = LiveDesk.open(queue, later, events::add)) {
            desk.pause();
            // A timer may be late; when it has come, the job stays where it is.
            while (queued(desk) == 0) {
                Thread.onSpinWait();
            }
            for (int look = 0; look < 1_000; look++) {
                assertThat(queued(desk)).isEqualTo(1);
            }
            assertThat(desk.awaitEnd(0)).isFalse();

            desk.resume();
            assertThat(desk.awaitEnd(MANY_MINUTES)).isTrue();
        }
        assertThat(events).anyMatch(Event.JobFreed.class::isInstance);
    }

    private static int queued(LiveDesk desk) {
        return desk.look(run -> run.entities().getFirst().queued()).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(names = "VIRTUAL_TIME", mode = EnumSource.Mode.EXCLUDE)
    void somebody_ends_it(Queue queue) {
        try (LiveDesk desk = LiveDesk.open(queue, endless(), events::add)) {
            desk.end();
            assertThat(desk.awaitEnd(MANY_MINUTES)).isTrue();
            assertThat(desk.look(run -> run)).isEmpty();
        }
    }
}
