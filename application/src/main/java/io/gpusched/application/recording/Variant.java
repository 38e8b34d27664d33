package io.gpusched.application.recording;

import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to run a workload, among several that are compared.
 *
 * @param policy its policy
 * @param credits its credit limit; {@link #AS_IT_IS} for that of the workload, which may differ from ring to ring
 * @param rings how many rings stand in the place of each of the workload's, at least 1
 * @param workload what to play
 */
public record Variant(Policy policy, int credits, int rings, Workload workload) {
    /** The {@link #credits} that leave credit limits as they are. */
    public static final int AS_IT_IS = ReplayOptions.AS_RECORDED;

    /** Returns all combinations: the policies for each credit limit, and those for each number of rings. */
    public static List<Variant> all(
            Workload workload, List<Policy> policies, List<Integer> credits, List<Integer> rings) {
        List<Variant> all = new ArrayList<>();
        for (int ring : rings) {
            Workload wider = MoreRings.of(workload, ring);
            for (int limit : credits) {
                Workload limited = limit == AS_IT_IS ? wider : wider.withCredits(limit);
                policies.forEach(policy -> all.add(new Variant(policy, limit, ring, limited.withPolicy(policy))));
            }
        }
        return List.copyOf(all);
    }

    /** Returns a workload with so many rings in the place of each; what could use the one may use all of them. */
    public static Workload withRings(Workload workload, int rings) {
        return MoreRings.of(workload, rings);
    }

    /** Returns a workload on hardware of another speed, in percent: at 200 each job takes half of its time. */
    public static Workload atSpeed(Workload workload, int percent) {
        return OtherSpeed.of(workload, percent);
    }

    /** Returns the same on a machine whose latency is so many times as long. */
    public Variant withLatencyTimes(double factor) {
        return new Variant(
                policy, credits, rings, workload.withLatency(workload.latency().times(factor)));
    }

    /** Returns what sets it apart, such as {@code fair, 2 credits}. */
    public String name() {
        return policy.label() + ", " + setting();
    }

    /** Returns the same without the policy. */
    public String setting() {
        String limit = credits == AS_IT_IS ? "credits as given" : credits + (credits == 1 ? " credit" : " credits");
        return rings == 1 ? limit : limit + ", " + rings + " rings";
    }
}
