package io.gpusched.adapters.shared;

import static io.gpusched.adapters.shared.Scene.refusal;
import static io.gpusched.adapters.shared.Scene.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gpusched.adapters.virtualtime.VirtualRig;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.device.Rejection;
import io.gpusched.application.shared.EntityOptions;
import io.gpusched.application.shared.Rate;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.SharedGroup;
import io.gpusched.application.shared.SubmitOptions;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.StartTimeFair;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Groups, weights, costs and priorities, as an embedder gives them. */
class SharedGroupTest {
    private static final long MS = 1_000_000;

    private final VirtualTime time = new VirtualTime();
    private final Scene scene = new Scene(new VirtualRig(time));

    private SharedEntity<String> entity(String name, int weight, SharedGroup group) {
        return scene.device.entity(
                EntityOptions.of(name, scene.ring).weight(weight).group(group));
    }

    private static void flood(SharedEntity<String> entity, int jobs) {
        IntStream.range(0, jobs).forEach(each -> submit(entity, entity.name() + each));
    }

    /** Ends one call after another, each after a millisecond, and returns how many of each name have started. */
    private List<Long> startedAfter(int calls, String... names) {
        scene.settle();
        for (int i = 0; i < calls; i++) {
            time.advance(Duration.ofMillis(1));
            scene.complete(scene.calls.started().getLast());
        }
        return List.of(names).stream()
                .map(name -> scene.calls.started().stream()
                        .filter(each -> each.startsWith(name))
                        .count())
                .toList();
    }

    @Test
    void a_ring_for_which_nobody_chose_a_policy_divides_by_weights() {
        assertThat(scene.ring.policy()).isEqualTo(StartTimeFair.weighted());
    }

    @Test
    void groups_share_first_and_their_members_share_what_a_group_gets() {
        SharedGroup acme = scene.device.group("acme", 3);
        flood(entity("anna", 1, acme.group("users", 1)), 80);
        flood(entity("bob", 2, acme), 80);
        flood(scene.entity("carl"), 80);

        List<Long> started = startedAfter(80, "anna", "bob", "carl");

        assertThat(started.get(0)).isBetween(19L, 22L);
        assertThat(started.get(1)).isBetween(39L, 42L);
        assertThat(started.get(2)).isBetween(19L, 22L);
    }

    @Test
    void weights_change_while_jobs_wait() {
        SharedGroup acme = scene.device.group("acme", 1);
        flood(entity("anna", 1, acme), 100);
        SharedEntity<String> carl = scene.entity("carl");
        flood(carl, 100);
        scene.settle();

        acme.setWeight(3);
        List<Long> first = startedAfter(40, "anna", "carl");
        acme.setWeight(1);
        carl.setWeight(4);
        List<Long> both = startedAfter(50, "anna", "carl");

        assertThat(first.get(0)).isBetween(29L, 32L);
        assertThat(both.get(1) - first.get(1)).isBetween(38L, 42L);
    }

    @Test
    void a_group_submits_no_faster_than_its_rate_whichever_member_does() {
        SharedGroup acme = scene.device.group("acme", 1);
        acme.setRate(Rate.of(100, Duration.ofSeconds(1)).burst(2));
        SharedEntity<String> anna = entity("anna", 1, acme);
        SharedEntity<String> bob = entity("bob", 1, acme.group("users", 1));
        submit(anna, "a");
        submit(bob, "b");

        Rejection refused = refusal(bob, "c");

        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(10));
        assertThat(refusal(anna, "d")).isInstanceOf(Rejection.RateExceeded.class);
        time.advance(Duration.ofMillis(10));
        submit(anna, "e");
        assertThat(refusal(anna, "f")).isInstanceOf(Rejection.RateExceeded.class);
        acme.setRate(null);
        submit(anna, "g");
    }

    @Test
    void a_token_of_an_inner_group_is_put_back_if_an_outer_one_has_none() {
        SharedGroup acme = scene.device.group("acme", 1);
        SharedGroup users = acme.group("users", 1);
        users.setRate(new Rate(10 * MS, 1));
        acme.setRate(new Rate(20 * MS, 1));
        SharedEntity<String> outer = entity("outer", 1, acme);
        SharedEntity<String> inner = entity("inner", 1, users);
        submit(outer, "a");

        assertThat(refusal(inner, "b").retryAfter()).isEqualTo(Duration.ofMillis(20));
        acme.setRate(null);

        submit(inner, "c");
    }

    @Test
    void the_cost_that_a_client_states_counts_from_the_start() {
        SharedEntity<String> dear = scene.entity("dear");
        SharedEntity<String> cheap = scene.entity("cheap");
        submit(scene.entity("first"), "first");
        for (int i = 0; i < 4; i++) {
            Scene.accepted(dear, "dear" + i, SubmitOptions.none().cost(Duration.ofSeconds(3)));
            Scene.accepted(cheap, "cheap" + i, SubmitOptions.none().cost(Duration.ofSeconds(1)));
        }
        scene.settle();
        scene.device.setCredits(scene.ring, 5);
        scene.settle();

        assertThat(scene.calls.started()).containsExactly("first", "dear0", "cheap0", "cheap1", "cheap2");
    }

    @Test
    void a_job_may_have_a_priority_of_its_own() {
        Scene strict =
                new Scene(new VirtualRig(new VirtualTime()), ring -> ring.policy(StartTimeFair.strictPriorities()));
        SharedEntity<String> alice = strict.entity("alice");
        submit(alice, "running");
        strict.settle();
        submit(alice, "normal");
        Scene.accepted(strict.entity("bob"), "urgent", SubmitOptions.none().priority(Priority.HIGH));
        strict.settle();

        strict.complete("running");

        assertThat(strict.calls.started()).containsExactly("running", "urgent");
    }

    @Test
    void a_group_of_another_device_is_refused() {
        Scene other = new Scene(new VirtualRig(new VirtualTime()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> entity("anna", 1, other.device.group("acme", 1)))
                .withMessage("group acme belongs to another device");
    }

    @Test
    void weights_are_one_to_ten_thousand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scene.device.group("acme", 0))
                .withMessage("a weight is 1 to 10000, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntityOptions.of("anna", scene.ring).weight(10_001))
                .withMessage("a weight is 1 to 10000, not 10001");
    }
}
