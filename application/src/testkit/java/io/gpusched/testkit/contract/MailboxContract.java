package io.gpusched.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a mailbox promises to the threads that post, and to the writer. */
public interface MailboxContract extends WriterContract {
    @Test
    default void steps_run_once_in_the_order_in_which_a_thread_posted_them() {
        try (WriterRig rig = newRig()) {
            List<Integer> ran = new ArrayList<>();

            for (int i = 0; i < 1_000; i++) {
                int number = i;
                assertThat(rig.writer().mailbox().post(() -> ran.add(number))).isTrue();
            }
            rig.runUntilQuiet();

            assertThat(ran).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
        }
    }

    @Test
    default void steps_of_many_threads_run_once_alone_and_in_each_threads_order() {
        try (WriterRig rig = newRig()) {
            record Stamp(int thread, int number) {}
            List<Stamp> ran = new ArrayList<>();
            Mailbox mailbox = rig.writer().mailbox();

            rig.atOnce(IntStream.range(0, 4)
                    .<Runnable>mapToObj(thread -> () -> {
                        for (int i = 0; i < 5_000; i++) {
                            Stamp stamp = new Stamp(thread, i);
                            mailbox.post(() -> ran.add(stamp));
                        }
                    })
                    .toList());
            rig.runUntilQuiet();

            assertThat(ran).hasSize(20_000);
            for (int thread = 0; thread < 4; thread++) {
                int each = thread;
                assertThat(ran.stream().filter(stamp -> stamp.thread == each).mapToInt(Stamp::number))
                        .hasSize(5_000)
                        .isSorted();
            }
        }
    }

    @Test
    default void no_step_is_left_behind_when_the_writer_falls_asleep() {
        try (WriterRig rig = newRig()) {
            int[] ran = new int[1];

            for (int round = 1; round <= 500; round++) {
                rig.atOnce(List.of(() -> rig.writer().mailbox().post(() -> ran[0]++)));
                int expected = round;
                assertThat(rig.<Integer>call(() -> ran[0])).isEqualTo(expected);
            }
        }
    }

    @Test
    default void a_step_posted_by_a_step_runs_after_it() {
        try (WriterRig rig = newRig()) {
            List<String> log = new ArrayList<>();

            rig.run(() -> {
                rig.writer().mailbox().post(() -> {
                    log.add("outer begins");
                    rig.writer().mailbox().post(() -> log.add("inner"));
                    log.add("outer ends");
                });
            });
            rig.runUntilQuiet();

            assertThat(log).containsExactly("outer begins", "outer ends", "inner");
        }
    }

    @Test
    default void a_chain_of_posts_comes_to_its_end() {
        try (WriterRig rig = newRig()) {
            List<Integer> ran = new ArrayList<>();
            Runnable link = new Runnable() {
                @Override
                public void run() {
                    ran.add(ran.size());
                    if (ran.size() < 1_000) {
                        rig.writer().mailbox().post(this);
                    }
                }
            };

            rig.writer().mailbox().post(link);
            rig.runUntilQuiet();

            assertThat(ran).hasSize(1_000);
        }
    }

    @Test
    default void steps_run_on_the_writer() {
        try (WriterRig rig = newRig()) {
            boolean onWriter = rig.call(() -> rig.writer().isCurrent());

            assertThat(onWriter).isTrue();
        }
    }
}
