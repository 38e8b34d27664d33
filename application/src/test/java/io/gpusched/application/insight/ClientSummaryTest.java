package io.gpusched.application.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.time.Nanos;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What became of the jobs of each client, summed up. */
final class ClientSummaryTest {
    private static JobTimes job(
            long id, int entity, long queued, long run, long start, long done, @Nullable Errno error) {
        return new JobTimes(id, entity, 0, queued, run, start, done, done, error);
    }

    private static JobTimes left(long id, int entity, long queued, long start) {
        return new JobTimes(id, entity, 0, queued, start, start, Nanos.NEVER, Nanos.NEVER, null);
    }

    @Test
    void adds_up_the_parts_of_each_job() {
        ClientSummary client = ClientSummary.of(List.of(job(0, 0, 10, 30, 60, 100, null)), List.of("a"), 200)
                .getFirst();

        assertThat(client.queued().sum()).isEqualTo(20);
        assertThat(client.onRing().sum()).isEqualTo(30);
        assertThat(client.running().sum()).isEqualTo(40);
        assertThat(client.waiting().sum()).isEqualTo(50);
        assertThat(client.latency().sum()).isEqualTo(90);
        assertThat(client.gpuShare()).isCloseTo(0.2, within(1e-9));
        assertThat(client.jobsPerSecond()).isCloseTo(1e9 / 200, within(1e-3));
    }

    @Test
    void counts_how_each_job_ended() {
        ClientSummary client = ClientSummary.of(
                        List.of(
                                job(0, 0, 0, 0, 0, 10, null),
                                job(1, 0, 0, 10, 10, 20, Errno.EIO),
                                left(2, 0, 0, 20),
                                left(3, 0, 0, Nanos.NEVER)),
                        List.of("a"),
                        100)
                .getFirst();

        assertThat(List.of(client.jobs(), client.done(), client.failed(), client.left()))
                .containsExactly(4, 1, 1, 2);
        assertThat(client.latency().count()).isEqualTo(2);
        assertThat(client.gpuShare())
                .as("a job that is left runs until the end")
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void joins_the_entities_of_one_name_in_the_order_of_the_first() {
        List<ClientSummary> clients = ClientSummary.of(
                List.of(job(0, 2, 0, 0, 0, 10, null), job(1, 1, 0, 10, 10, 20, null)), List.of("a", "b", "a"), 100);

        assertThat(clients).extracting(ClientSummary::name).containsExactly("a", "b");
        assertThat(clients.getFirst().entities()).isEqualTo(2);
        assertThat(clients.getFirst().jobs()).isEqualTo(1);
    }
}
