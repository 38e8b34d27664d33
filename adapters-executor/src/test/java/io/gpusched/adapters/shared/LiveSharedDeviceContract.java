package io.gpusched.adapters.shared;

import static io.gpusched.adapters.shared.Scene.accepted;
import static io.gpusched.adapters.shared.Scene.refusal;
import static io.gpusched.adapters.shared.Scene.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.adapters.executor.LiveTestRig;
import io.gpusched.adapters.executor.LiveWriter;
import io.gpusched.application.device.Rejection;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.shared.JobFailed;
import io.gpusched.application.shared.JobRefused;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.SubmitOptions;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import io.vavr.control.Either;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a shared device does on a writer that has threads, and an end. */
interface LiveSharedDeviceContract extends SharedDeviceContract {
    @Override
    LiveTestRig newRig();

    @Test
    default void closing_waits_for_the_jobs_and_closes_a_writer_of_the_devices_own() {
        LiveTestRig rig = newRig();
        LiveWriter writer = rig.writer();
        Ring<String> ring = Ring.of("backend", payload -> CompletableFuture.supplyAsync(() -> payload));
        SharedDevice device = SharedDevice.owning(writer).ring(ring).open();
        Ticket ticket = submit(device.entity("alice", ring), "a");

        device.close();
        device.close();

        assertThat(ticket.finished().toCompletableFuture()).isCompleted();
        rig.awaitEnd();
        assertThat(rig.reportedFailures()).isZero();
        rig.close();
    }

    @Test
    default void if_hardware_throws_every_ticket_ends_with_that_as_its_cause() {
        IllegalStateException planted = new IllegalStateException("planted");
        try (LiveTestRig rig = newRig()) {
            List<Ticket> duringTheFailure = new CopyOnWriteArrayList<>();
            List<SharedEntity<String>> submitter = new CopyOnWriteArrayList<>();
            Ring<String> ring = Ring.<String>over("broken", new Throwing(planted, () -> {
                        duringTheFailure.add(submit(submitter.getFirst(), "on its way"));
                    }))
                    .credits(2);
            SharedDevice device = SharedDevice.on(rig.writer()).ring(ring).open();
            SharedEntity<String> alice = device.entity("alice", ring);
            Ticket fine = submit(alice, "fine");
            Ticket waiting = accepted(alice, "waiting", SubmitOptions.none().after(fine));
            submitter.add(alice);
            rig.runUntilQuiet();
            Ticket fatal = submit(device.entity("bob", ring), "fatal");

            for (Ticket each : new Ticket[] {fine, waiting, fatal}) {
                rig.runUntil(each.finished().toCompletableFuture());
                assertThat(each.finished().toCompletableFuture().exceptionNow())
                        .isInstanceOfSatisfying(
                                JobFailed.class,
                                failed -> assertThat(failed.errno()).isEqualTo(Errno.ENODEV))
                        .hasCause(planted);
            }
            rig.awaitEnd();
            rig.runUntil(duringTheFailure.getFirst().finished().toCompletableFuture());
            assertThat(duringTheFailure)
                    .singleElement()
                    .satisfies(ticket -> assertThat(
                                    ticket.finished().toCompletableFuture().exceptionNow())
                            .isInstanceOfSatisfying(
                                    JobRefused.class,
                                    refused -> assertThat(refused.rejection())
                                            .isEqualTo(new Rejection.DeviceClosed(planted))));
            assertThat(refusal(alice, "late")).isEqualTo(new Rejection.DeviceClosed(planted));
            device.close();
            assertThat(device.snapshot().toCompletableFuture().exceptionNow()).isInstanceOf(JobRefused.class);
        }
    }

    @Test
    default void if_the_writer_is_closed_first_every_ticket_ends() {
        LiveTestRig rig = newRig();
        Scene scene = new Scene(rig);
        SharedEntity<String> alice = scene.entity("alice");
        Ticket running = submit(alice, "a");
        Ticket waiting = submit(alice, "b");
        scene.settle();

        rig.close();

        assertThat(scene.errnoOf(running)).isEqualTo(Errno.ENODEV);
        assertThat(scene.errnoOf(waiting)).isEqualTo(Errno.ENODEV);
        assertThat(refusal(alice, "c")).isEqualTo(new Rejection.DeviceClosed(null));
        scene.device.close();
        assertThatThrownBy(() -> SharedDevice.on(rig.writer()).ring(scene.ring).open())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void submissions_that_race_with_the_close_end_one_way_or_the_other() {
        for (int round = 0; round < 20; round++) {
            try (LiveTestRig rig = newRig()) {
                Ring<Integer> ring = Ring.of("instant", CompletableFuture::completedFuture);
                SharedDevice device = SharedDevice.on(rig.writer()).ring(ring).open();
                SharedEntity<Integer> alice = device.entity("alice", ring);
                CompletableFuture<Void> allEnded = new CompletableFuture<>();

                rig.atOnce(List.of(
                        () -> {
                            CompletableFuture<?>[] ends = IntStream.range(0, 500)
                                    .mapToObj(alice::submit)
                                    .filter(Either::isRight)
                                    .map(accepted -> accepted.get()
                                            .finished()
                                            .handle((ticket, failure) -> ticket)
                                            .toCompletableFuture())
                                    .toArray(CompletableFuture[]::new);
                            CompletableFuture.allOf(ends).thenRun(() -> allEnded.complete(null));
                        },
                        device::close,
                        device::close));
                rig.runUntil(allEnded);

                assertThat(allEnded).isCompleted();
            }
        }
    }

    /** Hardware with a bug, that shows when it is given a certain job. */
    record Throwing(RuntimeException bug, Runnable before) implements Hardware {
        @Override
        public boolean overlaps() {
            return true;
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            if (job.payload().equals("fine")) {
                return Launch.Accepted.RUNNING;
            }
            before.run();
            throw bug;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            throw bug;
        }

        @Override
        public void free(HardwareJob job) {}
    }
}
