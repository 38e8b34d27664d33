package io.gpusched.testkit.contract;

import static io.gpusched.testkit.contract.WriterContract.item;
import static io.gpusched.testkit.contract.WriterContract.queueOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a writer promises whose executor rejects it for a while. */
public interface RejectionContract extends WriterContract {
    @Override
    RejectingRig newRig();

    @Test
    default void steps_that_come_while_the_executor_rejects_run_once_later() {
        try (RejectingRig rig = newRig()) {
            List<Integer> ran = new ArrayList<>();
            rig.reject();
            List<Boolean> accepted = IntStream.range(0, 5)
                    .mapToObj(i -> rig.writer().mailbox().post(() -> ran.add(i)))
                    .toList();
            CompletableFuture<Boolean> last = new CompletableFuture<>();
            rig.writer().mailbox().post(() -> last.complete(true));

            rig.accept();
            rig.runUntil(last);

            assertThat(accepted).containsOnly(true);
            assertThat(last).isDone();
            assertThat(ran).containsExactly(0, 1, 2, 3, 4);
            assertThat(rig.reportedFailures()).isZero();
        }
    }

    @Test
    default void items_that_are_queued_when_the_executor_begins_to_reject_run_once_later() {
        try (RejectingRig rig = newRig()) {
            List<Integer> ran = new ArrayList<>();
            CompletableFuture<Boolean> last = new CompletableFuture<>();
            rig.run(() -> {
                rig.reject();
                for (int i = 0; i < 500; i++) {
                    int number = i;
                    queueOf(rig).queue(item(() -> ran.add(number)));
                }
                queueOf(rig).queue(item(() -> last.complete(true)));
            });

            rig.accept();
            rig.runUntil(last);

            assertThat(ran).isEqualTo(IntStream.range(0, 500).boxed().toList());
        }
    }

    @Test
    default void the_writer_is_as_good_as_new_after_a_rejection() {
        try (RejectingRig rig = newRig()) {
            rig.reject();
            rig.writer().mailbox().post(() -> {});
            rig.accept();
            rig.runUntilQuiet();

            for (int i = 0; i < 100; i++) {
                int number = i;
                assertThat(rig.<Integer>call(() -> number)).isEqualTo(number);
            }
        }
    }
}
