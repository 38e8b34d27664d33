package io.gpusched.testkit.contract;

import static io.gpusched.testkit.contract.WriterContract.item;
import static io.gpusched.testkit.contract.WriterContract.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What an ordered work queue promises to those who wait for its items. */
public interface FlushContract extends WriterContract {
    @Test
    default void a_flush_waits_for_the_item_and_not_for_its_next_turn() {
        try (WriterRig rig = newRig()) {
            List<String> log = new ArrayList<>();
            AtomicReference<Work> self = new AtomicReference<>();
            self.set(item(() -> {
                log.add("work");
                if (log.size() < 5) {
                    queueOf(rig).queue(self.get());
                }
            }));

            boolean waits = rig.call(() -> {
                queueOf(rig).queue(self.get());
                return queueOf(rig).flush(self.get(), () -> log.add("flushed"));
            });
            rig.runUntilQuiet();

            assertThat(waits).isTrue();
            assertThat(log).startsWith("work", "flushed", "work").containsOnlyOnce("flushed");
        }
    }

    @Test
    default void a_flush_of_an_item_that_is_not_queued_waits_for_nothing() {
        try (WriterRig rig = newRig()) {
            List<String> log = new ArrayList<>();
            AtomicReference<Work> self = new AtomicReference<>();
            self.set(item(() -> log.add("" + queueOf(rig).flush(self.get(), () -> log.add("flushed itself")))));
            Work idle = item(() -> log.add("idle"));

            rig.run(() -> {
                queueOf(rig).queue(self.get());
                log.add("" + queueOf(rig).flush(idle, () -> log.add("flushed")));
            });
            rig.runUntilQuiet();

            assertThat(log).containsExactly("false", "false");
        }
    }

    @Test
    default void a_flush_ends_when_its_item_is_cancelled() {
        try (WriterRig rig = newRig()) {
            List<String> log = new ArrayList<>();
            Work work = item(() -> log.add("work"));

            rig.run(() -> {
                queueOf(rig).queue(work);
                queueOf(rig).flush(work, () -> log.add("flushed"));
                queueOf(rig).cancel(work);
            });
            rig.runUntilQuiet();

            assertThat(log).containsExactly("flushed");
        }
    }

    @Test
    default void a_drain_waits_for_all_items_and_for_those_that_they_queue() {
        try (WriterRig rig = newRig()) {
            List<String> log = new ArrayList<>();

            rig.run(() -> {
                OrderedWorkQueue queue = queueOf(rig);
                queue.drain(() -> log.add("drained"));
                queue.drain(() -> log.add("drained too"));
                queue.queue(item(() -> queue.queue(item(() -> queue.queue(item(() -> log.add("grandchild")))))));
                queue.queue(item(() -> log.add("item")));
            });
            rig.runUntilQuiet();

            assertThat(log).containsExactly("item", "grandchild", "drained", "drained too");
        }
    }

    @Test
    default void a_drain_does_not_wait_for_timers() {
        try (WriterRig rig = newRig()) {
            List<String> log = new ArrayList<>();

            rig.run(() -> {
                WriterContract.timerOf(rig, () -> log.add("timer")).arm(3_600_000_000_000L);
                queueOf(rig).drain(() -> log.add("drained"));
            });
            rig.runUntilQuiet();

            assertThat(log).containsExactly("drained");
        }
    }
}
