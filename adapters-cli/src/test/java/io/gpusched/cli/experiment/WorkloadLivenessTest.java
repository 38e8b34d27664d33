package io.gpusched.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.liveness.Rivals;
import io.gpusched.adapters.explore.liveness.WaitBound;
import io.gpusched.adapters.explore.replay.ReplayToken;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.wiring.Inside;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.files.casefile.CaseReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadLivenessTest {
    private static final int STATES = 5_000;

    private static Workload workload(String policy, String timeout, String answer, String first) {
        return CaseReader.readPlayable(
                        "test",
                        List.of(
                                "policy " + policy,
                                "scheduler 0 credits=1 timeout_us=" + timeout + " hang_limit=1 on_timeout=" + answer
                                        + " score=own",
                                "entity 0 priority=normal schedulers=0",
                                "at 0 push job=0 entity=0 credits=1 duration_us=0 " + first,
                                "at 0 push job=1 entity=0 credits=1 duration_us=0"))
                .get();
    }

    private static WorkloadLiveness decide(Workload workload) {
        return WorkloadLiveness.of(workload, STATES);
    }

    /** The timer and the answer go round for ever, and nobody is passed over: the hardware has nothing to report. */
    @ParameterizedTest
    @ValueSource(strings = {"fifo", "rr", "fair", "sfq"})
    void a_job_that_hangs_and_is_always_said_not_to_never_ends(String policy) {
        WorkloadLiveness decided = decide(workload(policy, "1", "nohang", "hangs=1"));

        LassoFinding found = decided.found().orElseThrow();
        assertThat(found.lasso().loop().length()).isPositive();
        assertThat(found.token().orElseThrow()).hasSizeLessThanOrEqualTo(ReplayToken.MOST_CHARACTERS);
        Repetition again = Repetition.of(found.token().orElseThrow(), Optional.empty(), Inside.PROVIDERS)
                .get();
        assertThat(again.same()).isTrue();
        assertThat(again.rule()).contains("runs.every-job-ends");
    }

    /** The same circle is there, but on it the hardware is passed over, which could report the end all the time. */
    @Test
    void a_job_that_is_only_late_ends_however_often_it_is_said_not_to_hang() {
        WorkloadLiveness decided = decide(workload("fifo", "1", "nohang", ""));

        assertThat(decided.found()).isEmpty();
        assertThat(decided.liveness().complete()).isTrue();
    }

    @Test
    void a_job_that_hangs_without_a_timeout_is_found_where_nothing_can_happen_any_more() {
        LassoFinding found =
                decide(workload("fifo", "none", "nohang", "hangs=1")).found().orElseThrow();

        assertThat(found.lasso().loop().length()).isZero();
        assertThat(found.lasso().finding().violation().toString()).contains("nothing can happen any more");
    }

    @Test
    void resets_end_a_job_that_hangs() {
        WorkloadLiveness decided = decide(workload("fifo", "1", "reset", "hangs=1"));

        assertThat(decided.found()).isEmpty();
        assertThat(decided.liveness().complete()).isTrue();
    }

    @Test
    void what_was_not_looked_at_is_not_called_decided() {
        WorkloadLiveness decided = WorkloadLiveness.of(workload("fifo", "1", "reset", ""), 3);

        assertThat(decided.found()).isEmpty();
        assertThat(decided.liveness().complete()).isFalse();
    }

    @Test
    void a_circle_that_a_token_claims_and_that_is_none_is_noticed() {
        LassoFinding found =
                decide(workload("fifo", "1", "nohang", "hangs=1")).found().orElseThrow();
        ReplayToken token = ReplayToken.parse(found.token().orElseThrow());
        String text = ((ReplayToken.Subject.Case) token.subject()).text();
        String other = text.replaceFirst("# forever \\d+ \\d+", "# forever 1 1");

        Repetition again = Repetition.of(
                        new ReplayToken(
                                        new ReplayToken.Subject.Case(other),
                                        token.guarantees(),
                                        token.choices(),
                                        token.check())
                                .text(),
                        Optional.empty(),
                        Inside.PROVIDERS)
                .get();

        assertThat(again.same()).isFalse();
        assertThat(again.rule()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "rr, EQUAL, STARVES, 0",
        "rr, MORE_URGENT, STARVES, 0",
        "rr, NEWCOMERS, STARVES, 0",
        "fifo, EQUAL, BOUND, 2",
        "fifo, MORE_URGENT, STARVES, 0",
        "fifo, NEWCOMERS, BOUND, 2",
        "sfq, EQUAL, BOUND, 1",
        "sfq, MORE_URGENT, BOUND, 8",
        "sfq, NEWCOMERS, BOUND, 6",
        "sfq-strict, MORE_URGENT, STARVES, 0"
    })
    void a_client_waits_for_so_many_jobs(String policy, Rivals.Others others, WaitBound.Decision verdict, long jobs) {
        WaitBound service = WaitBound.of(new Rivals(of(policy), others, 1), 40_000);

        assertThat(service.verdict()).isEqualTo(verdict);
        assertThat(service.jobs()).isEqualTo(jobs);
    }

    /** There are more states than that, but the circle among them is one. */
    @Test
    void newcomers_pass_without_end_under_the_fair_policy_of_linux() {
        Rivals rivals = new Rivals(of("fair"), Rivals.Others.NEWCOMERS, 1);
        WaitBound service = WaitBound.of(rivals, 20_000);

        assertThat(service.verdict()).isEqualTo(WaitBound.Decision.STARVES);
        String token = LassoFinding.of(rivals, service.lasso()).token().orElseThrow();
        assertThat(token).hasSizeLessThanOrEqualTo(ReplayToken.MOST_CHARACTERS);
        assertThat(Repetition.of(token, Optional.empty(), Inside.PROVIDERS)
                        .get()
                        .same())
                .isTrue();
    }

    private static Policy of(String label) {
        Policy policy = Policies.of(label);
        assertThat(policy).isNotNull();
        return policy;
    }
}
