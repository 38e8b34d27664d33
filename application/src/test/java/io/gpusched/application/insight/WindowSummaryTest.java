package io.gpusched.application.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpusched.application.insight.WindowSummary.Part;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What happens in windows, against an account that looks at each nanosecond. */
class WindowSummaryTest {
    private static final Offset<Double> EXACT = within(1e-9);
    private static final List<String> CLIENTS = List.of("game", "Xorg");
    private static final List<String> RINGS = List.of("gfx", "sdma");
    private static final int END = 200;

    private static JobTimes job(int entity, int ring, long queued, long run, long start, long done) {
        return new JobTimes(queued, entity, ring, queued, run, start, done, done, null);
    }

    private static WindowSummary summary(List<JobTimes> jobs, Window... windows) {
        return WindowSummary.of(List.of(windows), jobs, CLIENTS, RINGS, END);
    }

    private static Part part(List<Part> parts, String name) {
        return parts.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_job_counts_where_it_was_queued_and_keeps_the_ring_busy_where_it_ran() {
        List<JobTimes> jobs = List.of(job(0, 0, 5, 8, 10, 30), job(1, 0, 20, 30, 30, 40), job(1, 1, 25, 25, 25, 35));

        WindowSummary summary = summary(jobs, new Window("w", 20, 40));

        assertThat(summary.all().queued()).isEqualTo(2);
        assertThat(summary.all().waiting().max()).isEqualTo(10);
        assertThat(summary.all().busyShare()).isEqualTo(30 / 40.0, EXACT);
        assertThat(part(summary.rings(), "gfx").busyShare()).isEqualTo(1, EXACT);
        assertThat(part(summary.rings(), "sdma").busyShare()).isEqualTo(0.5, EXACT);
        assertThat(part(summary.clients(), "game")).matches(it -> it.queued() == 0 && it.busyShare() == 0.25);
        assertThat(part(summary.clients(), "Xorg").busyShare()).isEqualTo(0.5, EXACT);
        assertThat(summary.clients()).extracting(Part::name).containsExactly("Xorg", "game");
    }

    @Test
    void a_job_that_is_not_done_runs_to_the_end() {
        JobTimes hung = new JobTimes(1, 0, 0, 10, 20, Nanos.NEVER, Nanos.NEVER, Nanos.NEVER, null);

        WindowSummary summary = summary(List.of(hung), new Window("w", 0, END));

        assertThat(part(summary.rings(), "gfx").busyShare()).isEqualTo(0.9, EXACT);
        assertThat(summary.all().waiting().count()).isZero();
    }

    @Test
    void who_did_nothing_in_a_window_is_not_there_and_an_empty_window_is_no_trouble() {
        List<JobTimes> jobs = List.of(job(0, 0, 50, 50, 50, 60));

        assertThat(summary(jobs, new Window("w", 0, 40)).clients()).isEmpty();
        assertThat(summary(jobs, new Window("w", 55, 55)).all().busyShare()).isZero();
    }

    @Test
    void times_that_windows_share_count_once() {
        List<JobTimes> jobs = List.of(job(0, 0, 0, 0, 0, 100));

        WindowSummary summary =
                summary(jobs, new Window("w", 20, 60), new Window("w", 40, 80), new Window("w", 120, 140));

        assertThat(part(summary.rings(), "gfx").busyShare()).isEqualTo(60 / 80.0, EXACT);
    }

    @Test
    void is_what_an_account_of_each_nanosecond_says() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            List<JobTimes> jobs = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                long queued = random.nextInt(END - 80);
                long run = queued + random.nextInt(20);
                long start = run + random.nextInt(20);
                jobs.add(job(random.nextInt(2), random.nextInt(2), queued, run, start, start + random.nextInt(40)));
            }
            List<Window> windows = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                long from = random.nextInt(END - 40);
                windows.add(new Window("w", from, from + random.nextInt(40)));
            }

            WindowSummary summary = WindowSummary.of(windows, jobs, CLIENTS, RINGS, END);

            long nanos = 0;
            long[] busy = new long[2];
            long[] running = new long[2];
            for (int now = 0; now < END; now++) {
                int at = now;
                if (windows.stream().anyMatch(window -> window.contains(at))) {
                    nanos++;
                    for (int i = 0; i < 2; i++) {
                        int which = i;
                        busy[i] += jobs.stream().anyMatch(job -> job.scheduler() == which && runs(job, at)) ? 1 : 0;
                        running[i] += jobs.stream()
                                .filter(job -> job.entity() == which && runs(job, at))
                                .count();
                    }
                }
            }
            for (int i = 0; i < 2; i++) {
                assertThat(summary.rings().get(i).busyShare()).isEqualTo(busy[i] / Math.max(nanos, 1.0), EXACT);
                String client = CLIENTS.get(i);
                double share = summary.clients().stream()
                        .filter(each -> each.name().equals(client))
                        .mapToDouble(Part::busyShare)
                        .sum();
                assertThat(share).isEqualTo(running[i] / Math.max(2 * nanos, 1.0), EXACT);
            }
            assertThat(summary.all().queued()).isEqualTo((int) jobs.stream()
                    .filter(job -> windows.stream().anyMatch(window -> window.contains(job.queuedNanos())))
                    .count());
        }
    }

    private static boolean runs(JobTimes job, long nanos) {
        return nanos >= job.startNanos() && nanos < job.doneNanos();
    }
}
