package io.gpusched.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Questions whose answers are in textbooks, asked as studies. {@code -Dgpusched.studies=N} asks the statistical ones N times; each has the
 * same answers every time, since seeds are fixed.
 */
class KnownAnswersTest {
    private static final int STUDIES = Integer.getInteger("gpusched.studies", 1_000);

    /** One server with exponential arrivals and jobs, half of the time busy: jobs take 1 / (1 - 0.5) = 2 ms on average (Kleinrock, 1975). */
    private static final String MM1 = """
            duration: 1200ms
            latency: none
            rings: [{name: server}]
            entities: [{name: customers}]
            clients:
              - {entity: customers, open: {every: {exponential: {mean: 2ms}}}, jobs: [{duration: {exponential: {mean: 1ms}}}]}
            """;

    private static final String SHORT_MM1 = MM1.replace("1200ms", "300ms");

    private static final double MM1_MEAN = 2;

    private static String study(String more) {
        return """
                workloads: [{name: w, file: f}]
                warm_up: 60ms
                """ + more;
    }

    @Test
    void the_mean_latency_of_a_single_server_is_that_of_the_textbook() {
        Study study = Studies.of(
                study("policy: fifo\nmeasures: [mean, wait.mean, share]\nreplications: {at_least: 60}\nseed: 2"),
                MM1.replace("1200ms", "6s"));

        StudyResults results = Studies.play(study);

        assertThat(results.value(study.settings().getFirst(), 0).contains(MM1_MEAN))
                .isTrue();
        assertThat(results.value(study.settings().getFirst(), 0).halfWidthPercent())
                .isLessThan(3);
        assertThat(results.value(study.settings().getFirst(), 1).contains(1)).isTrue();
        assertThat(results.value(study.settings().getFirst(), 2).contains(0.5)).isTrue();
    }

    /** 95 of 100 intervals have the mean in them; between 93 and 97 it may be chance, as 1,000 studies have a deviation of 0.7. */
    @Test
    void ninety_five_of_a_hundred_intervals_have_the_true_mean() {
        int covered = 0;
        for (int i = 0; i < STUDIES; i++) {
            Study study =
                    Studies.of(study("policy: fifo\nmeasures: [mean]\nreplications: {at_least: 12}\nseed: " + i), MM1);
            Estimate mean = Studies.play(study).value(study.settings().getFirst(), 0);
            covered += mean.contains(MM1_MEAN) ? 1 : 0;
        }

        assertThat(100.0 * covered / STUDIES).isBetween(93.0, 97.0);
    }

    /**
     * Round robin with small jobs is processor sharing: whatever the distribution of work is, a customer needs x / (1 - load) for the first x
     * of its work. The constant part, the wait for the job that is running, cancels out in the difference of two classes.
     */
    @Test
    void round_robin_with_small_jobs_shares_the_processor() {
        StringBuilder scenario = new StringBuilder("""
                duration: 2s
                latency: none
                rings: [{name: server}]
                entities: [{name: small, count: 40}, {name: large, count: 40}]
                clients:
                """);
        // Small customers bring 10 jobs and large ones 50, of 50 us each: 0.5 ms and 2.5 ms of work, each of them a
        // quarter of the load.
        scenario.append(
                "  - {entity: small, start: {uniform: {from: 0s, to: 40ms}}, open: {every: {exponential: {mean: 80ms}}}, jobs: [{count: 10, duration: 50us}]}\n");
        scenario.append(
                "  - {entity: large, start: {uniform: {from: 0s, to: 200ms}}, open: {every: {exponential: {mean: 400ms}}}, jobs: [{count: 50, duration: 50us}]}\n");
        Study study = Studies.of(
                "workloads: [{name: w, file: f}]\nwarm_up: 400ms\npolicy: rr\nmeasures: [mean(small), mean(large)]\nreplications: {at_least: 24}",
                scenario.toString());
        Estimate.Gathered difference = new Estimate.Gathered();

        for (int shard = 0; shard < 24; shard++) {
            study.play(shard)
                    .forEach(row ->
                            difference.add(row.values().get(1) - row.values().get(0)));
        }

        // The mean over the jobs of a customer is that of 0.05, 0.1, ... ms: 0.275 ms and 1.275 ms, twice as long at a
        // load of 0.5.
        double expected = (1.275 - 0.275) / (1 - 0.5);
        assertThat(difference.estimate().mean()).isCloseTo(expected, within(0.15));
        assertThat(difference.estimate().halfWidthPercent()).isLessThan(10);
    }

    /** Two backlogged clients under start-time fair queueing: |W1/w1 - W2/w2| <= l1/w1 + l2/w2 at any time (Goyal, Vin and Cheng, 1997). */
    @Test
    void weighted_shares_stay_within_the_bounds_of_fair_queueing() {
        String scenario = """
                duration: 300ms
                latency: none
                policy: sfq
                rings: [{name: server}]
                entities: [{name: one, weight: 3}, {name: two, weight: 1}]
                clients:
                  - {entity: one, jobs: [{count: 600, duration: {uniform: {from: 100us, to: 2ms}}}]}
                  - {entity: two, jobs: [{count: 600, duration: {uniform: {from: 100us, to: 5ms}}}]}
                """;
        Study study = Studies.of(
                "workloads: [{name: w, file: f}]\nmeasures: [share(one), share(two)]\nreplications: {at_least: 20}",
                scenario);

        double worst = 0;
        for (int replication = 0; replication < 20; replication++) {
            Workload workload = study.workload(replication, study.settings().getFirst());
            worst = Math.max(worst, largestLead(workload));
        }

        assertThat(worst).isLessThanOrEqualTo(2.0 / 3 + 5.0 / 1).isGreaterThan(1);
    }

    /** Returns by how many milliseconds for each unit of weight one client ever was ahead of the other. */
    private static double largestLead(Workload workload) {
        JobLog log = new JobLog();
        Simulation.play(workload, LinuxBugs.MENDED, log);
        double[] served = new double[2];
        double largest = 0;
        List<JobTimes> done =
                new ArrayList<>(log.jobs().stream().filter(JobTimes::isDone).toList());
        done.sort((a, b) -> Long.compare(a.doneNanos(), b.doneNanos()));
        for (JobTimes job : done) {
            served[job.entity()] += job.runningNanos()
                    / 1e6
                    / workload.entities().get(job.entity()).weight();
            largest = Math.max(largest, Math.abs(served[0] - served[1]));
        }
        return largest;
    }

    @Test
    void a_difference_of_two_percent_is_found_and_none_is_found_where_none_is() {
        String common = "policy: fifo\nmeasures: [share]\nreplications: {at_least: 8}\n";
        int found = 0;
        int falseAlarms = 0;
        for (int i = 0; i < STUDIES; i++) {
            // 2 % faster hardware is busy 2 % less.
            Study planted = Studies.of(study(common + "speed: [100, 102]\nseed: " + i), SHORT_MM1);
            found += Studies.play(planted)
                            .difference(planted.settings().get(1), 0)
                            .isDifference()
                    ? 1
                    : 0;
            // Under fifo the weight changes nothing, and independent random numbers keep the noise.
            Study none = Studies.of(
                    study(common + "weights: [{client: customers, values: [1, 2]}]\nrandom_numbers: independent\nseed: "
                            + i),
                    SHORT_MM1);
            falseAlarms +=
                    Studies.play(none).difference(none.settings().get(1), 0).isDifference() ? 1 : 0;
        }

        assertThat(100.0 * found / STUDIES).isGreaterThan(99);
        assertThat(100.0 * falseAlarms / STUDIES).isBetween(3.0, 7.0);
    }
}
