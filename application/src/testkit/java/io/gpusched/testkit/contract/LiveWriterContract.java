package io.gpusched.testkit.contract;

import static io.gpusched.testkit.contract.WriterContract.item;
import static io.gpusched.testkit.contract.WriterContract.queueOf;
import static io.gpusched.testkit.contract.WriterContract.timerOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.application.port.Mailbox;
import io.gpusched.application.port.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a writer among threads promises beyond its parts: how it is closed, how it fails, and that it knows its own thread. */
public interface LiveWriterContract extends WriterContract {
    @Override
    LiveRig newRig();

    @Test
    default void other_threads_are_not_the_writer() {
        try (LiveRig rig = newRig()) {
            rig.run(() -> {});

            assertThat(rig.writer().isCurrent()).isFalse();
        }
    }

    @Test
    default void work_does_not_keep_timers_from_firing() {
        try (LiveRig rig = newRig()) {
            List<String> log = new ArrayList<>();
            AtomicReference<Work> endless = new AtomicReference<>();
            endless.set(item(() -> {
                if (log.isEmpty()) {
                    queueOf(rig).queue(endless.get());
                }
            }));

            rig.run(() -> {
                queueOf(rig).queue(endless.get());
                timerOf(rig, () -> log.add("fired")).arm(1_000_000);
            });
            rig.runUntilQuiet();

            assertThat(log).containsExactly("fired");
        }
    }

    @Test
    default void a_step_does_not_see_the_interrupt_of_another_one() {
        try (LiveRig rig = newRig()) {
            List<Boolean> interrupted = new ArrayList<>();

            rig.run(() -> {
                queueOf(rig).queue(item(() -> Thread.currentThread().interrupt()));
                queueOf(rig)
                        .queue(item(() -> interrupted.add(Thread.currentThread().isInterrupted())));
            });
            rig.runUntilQuiet();
            rig.run(() -> interrupted.add(Thread.currentThread().isInterrupted()));

            assertThat(interrupted).containsExactly(false, false);
        }
    }

    @Test
    default void after_the_close_posts_are_refused() {
        try (LiveRig rig = newRig()) {
            List<String> ran = new ArrayList<>();
            rig.closeWriter();

            boolean accepted = rig.writer().mailbox().post(() -> ran.add("too late"));
            rig.awaitEnd();
            boolean acceptedAfterTheEnd = rig.writer().mailbox().post(() -> ran.add("much too late"));

            assertThat(accepted).isFalse();
            assertThat(acceptedAfterTheEnd).isFalse();
            assertThat(ran).isEmpty();
        }
    }

    @Test
    default void what_was_accepted_before_the_close_runs() {
        try (LiveRig rig = newRig()) {
            List<Integer> ran = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                int number = i;
                rig.writer().mailbox().post(() -> queueOf(rig).queue(item(() -> ran.add(number))));
            }
            rig.runUntilQuiet();
            for (int i = 1_000; i < 2_000; i++) {
                int number = i;
                rig.writer().mailbox().post(() -> ran.add(number));
            }

            rig.closeWriter();
            rig.closeWriter();
            rig.awaitEnd();

            assertThat(ran).isEqualTo(IntStream.range(0, 2_000).boxed().toList());
        }
    }

    @Test
    default void a_step_can_close_its_writer() {
        try (LiveRig rig = newRig()) {
            List<String> log = new ArrayList<>();

            rig.writer().mailbox().post(() -> {
                queueOf(rig).queue(item(() -> log.add("queued before")));
                rig.closeWriter();
                log.add("accepted after: " + rig.writer().mailbox().post(() -> log.add("posted after")));
            });
            rig.awaitEnd();

            assertThat(log).containsExactly("accepted after: false", "queued before");
        }
    }

    @Test
    default void items_that_queue_themselves_and_timers_do_not_keep_a_writer_open() {
        try (LiveRig rig = newRig()) {
            List<String> fired = new ArrayList<>();
            int[] runs = new int[1];
            AtomicReference<Work> endless = new AtomicReference<>();
            endless.set(item(() -> {
                queueOf(rig).queue(endless.get());
                if (++runs[0] == 100) {
                    rig.closeWriter();
                }
            }));

            rig.writer().mailbox().post(() -> {
                queueOf(rig).queue(endless.get());
                timerOf(rig, () -> fired.add("timer")).arm(3_600_000_000_000L);
            });
            rig.awaitEnd();

            assertThat(fired).isEmpty();
            assertThat(rig.reportedFailures()).isZero();
        }
    }

    @Test
    default void posts_that_race_with_the_close_run_exactly_if_they_were_accepted() {
        for (int round = 0; round < 30; round++) {
            try (LiveRig rig = newRig()) {
                AtomicInteger accepted = new AtomicInteger();
                int[] ran = new int[1];
                List<Runnable> actions = new ArrayList<>();
                for (int thread = 0; thread < 3; thread++) {
                    actions.add(() -> {
                        for (int i = 0; i < 500; i++) {
                            if (rig.writer().mailbox().post(() -> ran[0]++)) {
                                accepted.incrementAndGet();
                            }
                        }
                    });
                }
                actions.add(1, rig::closeWriter);

                rig.atOnce(actions);
                rig.awaitEnd();

                assertThat(ran[0]).isEqualTo(accepted.get());
            }
        }
    }

    @Test
    default void an_exception_in_a_posted_step_ends_the_writer() {
        try (LiveRig rig = newRig()) {
            IllegalArgumentException failure = new IllegalArgumentException("planted");

            rig.writer().mailbox().post(() -> {
                throw failure;
            });

            assertFailed(rig, failure);
        }
    }

    @Test
    default void an_error_in_an_item_ends_the_writer() {
        try (LiveRig rig = newRig()) {
            AssertionError failure = new AssertionError("planted");

            rig.writer()
                    .mailbox()
                    .post(() -> queueOf(rig).queue(item(() -> {
                        throw failure;
                    })));

            assertFailed(rig, failure);
        }
    }

    @Test
    default void an_exception_in_a_timer_ends_the_writer() {
        try (LiveRig rig = newRig()) {
            IllegalStateException failure = new IllegalStateException("planted");

            rig.writer()
                    .mailbox()
                    .post(() -> timerOf(rig, () -> {
                                throw failure;
                            })
                            .arm(1_000_000));

            assertFailed(rig, failure);
        }
    }

    @Test
    default void nothing_runs_after_a_failure() {
        try (LiveRig rig = newRig()) {
            List<String> ran = new ArrayList<>();
            IllegalStateException failure = new IllegalStateException("planted");

            rig.writer().mailbox().post(() -> {
                queueOf(rig).queue(item(() -> ran.add("item")));
                timerOf(rig, () -> ran.add("timer")).arm(0);
                rig.writer().mailbox().post(() -> ran.add("step"));
                throw failure;
            });

            assertFailed(rig, failure);
            assertThat(ran).isEmpty();
        }
    }

    private static void assertFailed(LiveRig rig, Throwable failure) {
        Mailbox mailbox = rig.writer().mailbox();
        rig.awaitEnd();
        assertThatThrownBy(() -> mailbox.post(() -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(failure);
        assertThat(rig.reportedFailure()).isSameAs(failure);
        assertThat(rig.reportedFailures()).isEqualTo(1);
    }
}
