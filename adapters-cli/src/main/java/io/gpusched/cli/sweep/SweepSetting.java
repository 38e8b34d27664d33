package io.gpusched.cli.sweep;

import io.gpusched.application.recording.Variant;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.files.scenario.StudyPlan;
import io.gpusched.files.scenario.StudyPlan.Varied;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One point of a study: a workload under one combination of settings.
 *
 * @param index its number in the study, counted from 0
 * @param source the number of its workload
 * @param workload the name of its workload
 * @param baseline the number of the setting that it is compared with: the first of its workload
 * @param policy the policy, or null for the workload's
 * @param credits the credit limit, or {@link Variant#AS_IT_IS}
 * @param rings how many rings stand in the place of each
 * @param speed how fast the hardware is, in percent
 * @param weights the weights that are set
 * @param priorities the priorities that are set
 */
public record SweepSetting(
        int index,
        int source,
        String workload,
        int baseline,
        @Nullable Policy policy,
        int credits,
        int rings,
        int speed,
        List<Given<Integer>> weights,
        List<Given<Priority>> priorities) {
    private static final int ALL_SPEED = 100;

    public SweepSetting {
        weights = List.copyOf(weights);
        priorities = List.copyOf(priorities);
    }

    /** A value that a client gets. */
    public record Given<T>(String client, T value) {}

    /** Returns all settings of a study, those of one workload together, the baseline of each first. */
    public static List<SweepSetting> all(StudyPlan plan) {
        List<SweepSetting> settings = new ArrayList<>();
        for (int source = 0; source < plan.sources().size(); source++) {
            addAll(plan, source, settings);
        }
        return settings;
    }

    private static void addAll(StudyPlan plan, int source, List<SweepSetting> settings) {
        int baseline = settings.size();
        List<@Nullable Policy> policies = new ArrayList<>(plan.policies());
        if (policies.isEmpty()) {
            policies.add(null);
        }
        List<Integer> credits = plan.credits().isEmpty() ? List.of(Variant.AS_IT_IS) : plan.credits();
        for (int speed : plan.speeds()) {
            for (int rings : plan.rings()) {
                for (List<Given<Integer>> weights : combinations(plan.weights())) {
                    for (List<Given<Priority>> priorities : combinations(plan.priorities())) {
                        for (int limit : credits) {
                            for (@Nullable Policy policy : policies) {
                                settings.add(new SweepSetting(
                                        settings.size(),
                                        source,
                                        plan.sources().get(source).name(),
                                        baseline,
                                        policy,
                                        limit,
                                        rings,
                                        speed,
                                        weights,
                                        priorities));
                            }
                        }
                    }
                }
            }
        }
    }

    private static <T> List<List<Given<T>>> combinations(List<Varied<T>> varied) {
        List<List<Given<T>>> all = List.of(List.of());
        for (Varied<T> each : varied) {
            List<List<Given<T>>> longer = new ArrayList<>();
            for (List<Given<T>> begun : all) {
                for (T value : each.values()) {
                    List<Given<T>> one = new ArrayList<>(begun);
                    one.add(new Given<>(each.client(), value));
                    longer.add(one);
                }
            }
            all = longer;
        }
        return all;
    }

    /** Returns a workload as this setting wants it. */
    public Workload applyTo(Workload given) {
        Workload changed = Variant.atSpeed(Variant.withRings(given, rings), speed);
        if (credits != Variant.AS_IT_IS) {
            changed = changed.withCredits(credits);
        }
        if (policy != null) {
            changed = changed.withPolicy(policy);
        }
        for (Given<Integer> each : weights) {
            changed = changed.withEntities(
                    line -> line.name().equals(each.client()) ? line.withShare(each.value(), line.group()) : line);
        }
        for (Given<Priority> each : priorities) {
            changed = changed.withEntities(
                    line -> line.name().equals(each.client()) ? line.withPriority(each.value()) : line);
        }
        return changed;
    }

    /** Returns what sets it apart from the other settings of its workload, such as {@code fair, 2 credits}. */
    public String name() {
        List<String> words = new ArrayList<>();
        if (policy != null) {
            words.add(policy.label());
        }
        if (credits != Variant.AS_IT_IS) {
            words.add(credits + (credits == 1 ? " credit" : " credits"));
        }
        if (rings != 1) {
            words.add(rings + " rings");
        }
        if (speed != ALL_SPEED) {
            words.add("speed " + speed + " %");
        }
        weights.forEach(each -> words.add(each.client() + " weight " + each.value()));
        priorities.forEach(
                each -> words.add(each.client() + " " + each.value().name().toLowerCase(Locale.ROOT)));
        return words.isEmpty() ? "as it is" : String.join(", ", words);
    }
}
