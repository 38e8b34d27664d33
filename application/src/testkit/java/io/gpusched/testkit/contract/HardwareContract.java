package io.gpusched.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.domain.sched.Job;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What hardware promises to its scheduler, seen on a device. */
public interface HardwareContract {
    /** Makes idle hardware, and a writer for its device. */
    HardwareRig newRig();

    @Test
    default void every_job_completes_once_and_is_freed_once() {
        try (Machine machine = Machine.withoutTimeout(newRig())) {
            List<Job> jobs = machine.submit(30, machine.rig().work());

            machine.runUntilFreed(30);

            machine.hardware().assertEveryRunCompletedOnce();
            assertThat(machine.freedJobs())
                    .containsExactlyElementsOf(LongStream.range(0, 30).boxed().toList());
            assertThat(machine.errors(jobs)).containsOnlyNulls();
            assertThat(machine.creditsInFlight()).isZero();
        }
    }

    @Test
    default void a_job_that_fails_says_so_once() {
        try (Machine machine = Machine.withoutTimeout(newRig())) {
            List<Job> jobs = machine.submitIfPossible(machine.rig().failingWork());
            machine.submit(1, machine.rig().work());

            machine.runUntilFreed(2);

            machine.hardware().assertEveryRunCompletedOnce();
            assertThat(machine.errors(jobs)).doesNotContainNull();
        }
    }

    @Test
    default void a_refused_job_never_completes_and_the_next_one_runs() {
        try (Machine machine = Machine.withoutTimeout(newRig())) {
            List<Job> jobs = machine.submitIfPossible(machine.rig().refusedWork());
            machine.submit(1, machine.rig().work());

            machine.runUntilFreed(2);
            machine.rig().writer().passNanos(machine.rig().timeoutNanos());

            machine.hardware().assertNoRunCompletedTwice();
            assertThat(machine.errors(jobs)).doesNotContainNull();
        }
    }

    @Test
    default void a_hanging_job_does_not_complete_by_itself() {
        try (Machine machine = Machine.withoutTimeout(newRig())) {
            machine.submitIfPossible(machine.rig().hangingWork());

            machine.rig().writer().passNanos(3 * machine.rig().timeoutNanos());

            assertThat(machine.hardware().completions(0)).isZero();
            assertThat(machine.freedJobs()).isEmpty();
        }
    }

    @Test
    default void after_a_timeout_the_hardware_works_again() {
        try (Machine machine = Machine.withTimeout(newRig())) {
            machine.submitIfPossible(machine.rig().hangingWork());
            List<Job> behind = machine.submit(5, machine.rig().work());

            machine.runUntilFinished(behind.getLast());
            machine.rig().writer().passNanos(machine.rig().timeoutNanos());

            machine.hardware().assertNoRunCompletedTwice();
            assertThat(machine.freedJobs()).contains(5L).doesNotHaveDuplicates();
            assertThat(machine.creditsInFlight()).isZero();
        }
    }

    @Test
    default void jobs_that_are_cancelled_on_the_hardware_complete_once_or_never() {
        try (Machine machine = Machine.withoutTimeout(newRig())) {
            @Nullable Object hanging = machine.rig().hangingWork();
            machine.submit(4, hanging == null ? machine.rig().work() : hanging);
            machine.rig().writer().runUntilQuiet();

            machine.tearDown();
            machine.rig().writer().passNanos(3 * machine.rig().timeoutNanos());

            machine.hardware().assertNoRunCompletedTwice();
            assertThat(machine.freedJobs()).containsExactlyInAnyOrder(0L, 1L, 2L, 3L);
            assertThat(machine.isTornDown()).isTrue();
        }
    }
}
