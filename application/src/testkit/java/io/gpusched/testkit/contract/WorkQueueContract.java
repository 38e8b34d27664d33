package io.gpusched.testkit.contract;

import static io.gpusched.testkit.contract.WriterContract.item;
import static io.gpusched.testkit.contract.WriterContract.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an ordered work queue promises. */
public interface WorkQueueContract extends FlushContract {
    @Test
    default void items_run_in_the_order_in_which_they_were_queued() {
        try (WriterRig rig = newRig()) {
            List<Integer> ran = new ArrayList<>();

            rig.run(() -> IntStream.range(0, 200).forEach(i -> queueOf(rig).queue(item(() -> ran.add(i)))));
            rig.runUntilQuiet();

            assertThat(ran).isEqualTo(IntStream.range(0, 200).boxed().toList());
        }
    }

    @Test
    default void items_of_all_names_share_one_line() {
        try (WriterRig rig = newRig()) {
            List<Integer> ran = new ArrayList<>();
            List<String> names = List.of("submit", "timeout", "system");

            rig.run(() -> IntStream.range(0, 30)
                    .forEach(i -> rig.writer().ordered(names.get(i % 3)).queue(item(() -> ran.add(i)))));
            rig.runUntilQuiet();

            assertThat(ran).isEqualTo(IntStream.range(0, 30).boxed().toList());
        }
    }

    @Test
    default void an_item_runs_alone() {
        try (WriterRig rig = newRig()) {
            List<String> log = new ArrayList<>();
            Work second = item(() -> log.add("second"));

            rig.run(() -> queueOf(rig).queue(item(() -> {
                log.add("first begins");
                queueOf(rig).queue(second);
                log.add("first ends");
            })));
            rig.runUntilQuiet();

            assertThat(log).containsExactly("first begins", "first ends", "second");
        }
    }

    @Test
    default void an_item_runs_on_the_writer() {
        try (WriterRig rig = newRig()) {
            List<Boolean> onWriter = new ArrayList<>();

            rig.run(() ->
                    queueOf(rig).queue(item(() -> onWriter.add(rig.writer().isCurrent()))));
            rig.runUntilQuiet();

            assertThat(onWriter).containsExactly(true);
        }
    }

    @Test
    default void an_item_that_is_queued_is_not_queued_again() {
        try (WriterRig rig = newRig()) {
            List<String> ran = new ArrayList<>();
            Work work = item(() -> ran.add("work"));

            List<Boolean> queued = rig.call(() -> {
                boolean first = queueOf(rig).queue(work);
                queueOf(rig).queue(item(() -> ran.add("behind")));
                return List.of(first, queueOf(rig).queue(work), work.isQueued());
            });
            rig.runUntilQuiet();

            assertThat(queued).containsExactly(true, false, true);
            assertThat(ran).containsExactly("work", "behind");
        }
    }

    @Test
    default void an_item_that_queues_itself_goes_to_the_end() {
        try (WriterRig rig = newRig()) {
            List<String> ran = new ArrayList<>();
            AtomicReference<Work> self = new AtomicReference<>();
            self.set(item(() -> {
                ran.add("self");
                if (ran.size() < 4) {
                    assertThat(queueOf(rig).queue(self.get())).isTrue();
                }
            }));

            rig.run(() -> {
                queueOf(rig).queue(self.get());
                queueOf(rig).queue(item(() -> ran.add("other")));
            });
            rig.runUntilQuiet();

            assertThat(ran).containsExactly("self", "other", "self", "self");
        }
    }

    @Test
    default void an_item_that_has_run_can_be_queued_again() {
        try (WriterRig rig = newRig()) {
            List<String> ran = new ArrayList<>();
            Work work = item(() -> ran.add("work"));

            for (int i = 0; i < 300; i++) {
                rig.run(() -> assertThat(queueOf(rig).queue(work)).isTrue());
                rig.runUntilQuiet();
            }

            assertThat(ran).hasSize(300);
        }
    }

    @Test
    default void a_chain_of_items_comes_to_its_end() {
        try (WriterRig rig = newRig()) {
            List<Integer> ran = new ArrayList<>();
            AtomicReference<Work> link = new AtomicReference<>();
            link.set(item(() -> {
                ran.add(ran.size());
                if (ran.size() < 1_000) {
                    queueOf(rig).queue(link.get());
                }
            }));

            rig.run(() -> queueOf(rig).queue(link.get()));
            rig.runUntilQuiet();

            assertThat(ran).hasSize(1_000);
        }
    }

    @Test
    default void a_cancelled_item_does_not_run_and_the_others_keep_their_order() {
        try (WriterRig rig = newRig()) {
            List<String> ran = new ArrayList<>();
            Work cancelled = item(() -> ran.add("cancelled"));

            List<Boolean> told = rig.call(() -> {
                OrderedWorkQueue queue = queueOf(rig);
                queue.queue(item(() -> ran.add("before")));
                queue.queue(cancelled);
                queue.queue(item(() -> ran.add("behind")));
                return List.of(queue.cancel(cancelled), cancelled.isQueued(), queue.cancel(cancelled));
            });
            rig.runUntilQuiet();

            assertThat(told).containsExactly(true, false, false);
            assertThat(ran).containsExactly("before", "behind");
        }
    }

    @Test
    default void a_cancelled_item_that_is_queued_again_goes_to_the_end() {
        try (WriterRig rig = newRig()) {
            List<String> ran = new ArrayList<>();
            Work work = item(() -> ran.add("work"));

            rig.run(() -> {
                queueOf(rig).queue(work);
                queueOf(rig).queue(item(() -> ran.add("other")));
                queueOf(rig).cancel(work);
                assertThat(queueOf(rig).queue(work)).isTrue();
            });
            rig.runUntilQuiet();

            assertThat(ran).containsExactly("other", "work");
        }
    }

    @Test
    default void who_has_cancelled_an_item_knows_that_it_is_not_running() {
        try (WriterRig rig = newRig()) {
            List<String> log = new ArrayList<>();
            Work work = item(() -> {
                log.add("begins");
                log.add("ends");
            });

            rig.run(() -> {
                queueOf(rig).queue(item(() -> {
                    queueOf(rig).cancel(work);
                    log.add("cancelled");
                }));
                queueOf(rig).queue(work);
                queueOf(rig).queue(item(() -> log.add("behind")));
            });
            rig.runUntilQuiet();

            assertThat(log).containsExactly("cancelled", "behind");
        }
    }

    @Test
    default void an_item_that_cancels_itself_runs_to_its_end() {
        try (WriterRig rig = newRig()) {
            List<Boolean> told = new ArrayList<>();
            AtomicReference<Work> self = new AtomicReference<>();
            self.set(item(() -> told.add(queueOf(rig).cancel(self.get()))));

            rig.run(() -> queueOf(rig).queue(self.get()));
            rig.runUntilQuiet();

            assertThat(told).containsExactly(false);
        }
    }
}
