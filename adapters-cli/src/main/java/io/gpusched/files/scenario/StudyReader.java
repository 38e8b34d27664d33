package io.gpusched.files.scenario;

import io.gpusched.application.insight.RunMeasure;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.files.problem.Problem;
import io.gpusched.files.requests.RequestCost;
import io.gpusched.files.scenario.StudyPlan.Effort;
import io.gpusched.files.scenario.StudyPlan.Source;
import io.gpusched.files.scenario.StudyPlan.StopRule;
import io.gpusched.files.scenario.StudyPlan.Varied;
import io.gpusched.words.Shown;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Validation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads studies. {@code docs/studies.md} describes them. */
public final class StudyReader {
    /** The most settings of one workload. */
    static final int MOST_SETTINGS = 10_000;

    private static final int ALL_SPEED = 100;

    private final NodeProblems problems;

    private StudyReader(String file) {
        this.problems = new NodeProblems(file);
    }

    /**
     * Reads a study.
     *
     * @param file its name, for messages
     * @param text its text
     * @return the study, or everything that is wrong with the text
     */
    public static Validation<Seq<Problem>, StudyPlan> read(String file, String text) {
        StudyReader reader = new StudyReader(file);
        @Nullable Node root = Document.root(text, reader.problems);
        @Nullable
        StudyPlan plan = root == null ? null : reader.read(new Mapping(root, StudySchema.STUDY, reader.problems));
        return plan == null || !reader.problems.isEmpty()
                ? Validation.invalid(Vector.ofAll(reader.problems.sorted()))
                : Validation.valid(plan);
    }

    private StudyPlan read(Mapping study) {
        Set<String> names = new HashSet<>();
        List<Source> sources = study.mappings(StudySchema.WORKLOADS, StudySchema.WORKLOAD).stream()
                .map(each -> source(each, names))
                .toList();
        List<Policy> policies = study.words(StudySchema.POLICIES, Policies.FOR_SEVERAL_ENTITIES);
        List<Integer> credits = whole(study.wholes(StudySchema.CREDIT_LIMITS));
        List<Integer> rings = orElse(whole(study.wholes(StudySchema.RING_COUNTS)), 1);
        List<Integer> speeds = orElse(whole(study.wholes(StudySchema.SPEEDS)), ALL_SPEED);
        List<Varied<Integer>> weights = study.mappings(StudySchema.WEIGHTS, StudySchema.WEIGHT).stream()
                .map(each ->
                        new Varied<>(each.label(StudySchema.CLIENT, ""), whole(each.wholes(StudySchema.WEIGHT_VALUES))))
                .toList();
        List<Varied<Priority>> priorities = study.mappings(StudySchema.PRIORITIES, StudySchema.PRIORITY).stream()
                .map(each -> new Varied<>(
                        each.label(StudySchema.CLIENT, ""), each.words(StudySchema.PRIORITY_VALUES, Schema.PRIORITIES)))
                .toList();
        List<RunMeasure> measures = measures(study);
        @Nullable Boolean common = study.word(StudySchema.NUMBERS, StudySchema.RANDOM_NUMBERS);
        requireFewSettings(study, policies, credits, rings, speeds, weights, priorities);
        return new StudyPlan(
                sources,
                policies,
                credits,
                rings,
                speeds,
                weights,
                priorities,
                measures,
                study.whole(StudySchema.SEED),
                common == null || common,
                study.time(StudySchema.WARM_UP, 0),
                effort(study),
                stop(study, measures));
    }

    private Source source(Mapping workload, Set<String> names) {
        String name = workload.name(StudySchema.NAME);
        if (!name.isEmpty() && !names.add(name)) {
            problems.add(
                    workload.node(StudySchema.NAME),
                    "there is already a workload " + Shown.quoted(name) + "; choose another name");
        }
        Node at = workload.node(StudySchema.FILE);
        @Nullable Mark mark = at.getStartMark().orElse(null);
        return new Source(
                name,
                workload.label(StudySchema.FILE, ""),
                mark == null ? 0 : mark.getLine() + 1,
                mark == null ? 0 : mark.getColumn() + 1,
                workload.has(StudySchema.COST) ? cost(workload) : null,
                workload.time(StudySchema.RESAMPLE, 0));
    }

    private RequestCost cost(Mapping workload) {
        Mapping cost = workload.mapping(StudySchema.COST, StudySchema.COST_KEYS);
        boolean recorded = Boolean.TRUE.equals(cost.word(StudySchema.RECORDED, List.of(true, false)));
        long fixed = cost.time(StudySchema.FIXED, 0);
        long perInput = cost.time(StudySchema.PER_INPUT, 0);
        long perOutput = cost.time(StudySchema.PER_OUTPUT, 0);
        boolean modelled = fixed + perInput + perOutput > 0;
        if (recorded == modelled) {
            problems.add(
                    cost.at(),
                    "a cost is either 'recorded: true' or at least one of fixed, per_input and per_output above 0s");
        }
        return new RequestCost(fixed, perInput, perOutput, recorded, (int) cost.whole(StudySchema.SLOTS), (int)
                cost.whole(StudySchema.TENANTS));
    }

    private List<RunMeasure> measures(Mapping study) {
        List<RunMeasure> measures = new ArrayList<>();
        for (Node each : study.each(StudySchema.MEASURES)) {
            @Nullable RunMeasure measure = measure(study, StudySchema.MEASURES, each);
            if (measure != null && measures.contains(measure)) {
                problems.add(each, "'measures' names " + Shown.quoted(measure.name()) + " twice; remove one");
            } else if (measure != null) {
                measures.add(measure);
            }
        }
        return measures;
    }

    private @Nullable RunMeasure measure(Mapping mapping, FieldKey key, Node at) {
        @Nullable String text = mapping.text(key, at);
        @Nullable RunMeasure measure = text == null ? null : RunMeasure.of(text);
        if (text != null && measure == null) {
            problems.add(
                    at, Shown.quoted(key.name()) + " has " + Shown.quoted(text) + "; expected " + RunMeasure.EXPECTED);
        }
        return measure;
    }

    private Effort effort(Mapping study) {
        if (!study.has(StudySchema.REPLICATIONS)) {
            int usual = Integer.parseInt(StudySchema.AT_LEAST.absent());
            return new Effort(usual, usual, 1, 1);
        }
        Mapping effort = study.mapping(StudySchema.REPLICATIONS, StudySchema.EFFORT);
        int atLeast = (int) effort.whole(StudySchema.AT_LEAST);
        int atMost = effort.has(StudySchema.AT_MOST) ? (int) effort.whole(StudySchema.AT_MOST) : atLeast;
        int inShard = (int) effort.whole(StudySchema.IN_SHARD);
        int step = effort.has(StudySchema.STEP) ? (int) effort.whole(StudySchema.STEP) : inShard;
        if (atMost < atLeast) {
            problems.add(
                    effort.node(StudySchema.AT_MOST),
                    "'at_most' is " + atMost + ", fewer than 'at_least', which is " + atLeast
                            + "; expected as many or more");
        }
        if (study.has(StudySchema.STOP) && !effort.has(StudySchema.AT_MOST)) {
            problems.add(
                    effort.at(),
                    "'stop' can only end a study before 'at_most'; say how many replications it may take at most");
        }
        return new Effort(atLeast, atMost, step, inShard);
    }

    private @Nullable StopRule stop(Mapping study, List<RunMeasure> measures) {
        if (!study.has(StudySchema.STOP)) {
            return null;
        }
        Mapping stop = study.mapping(StudySchema.STOP, StudySchema.STOP_KEYS);
        Node at = stop.node(StudySchema.STOP_MEASURE);
        @Nullable
        RunMeasure measure = stop.has(StudySchema.STOP_MEASURE) ? measure(stop, StudySchema.STOP_MEASURE, at) : null;
        if (measure != null && !measures.contains(measure)) {
            problems.add(
                    at,
                    "the stop rule is about " + Shown.quoted(measure.name())
                            + ", which is not among the measures; expected one of "
                            + String.join(
                                    ", ",
                                    measures.stream().map(RunMeasure::name).toList()));
        }
        double percent = stop.real(StudySchema.HALF_WIDTH);
        return measure == null ? null : new StopRule(measure, percent);
    }

    private void requireFewSettings(
            Mapping study,
            List<Policy> policies,
            List<Integer> credits,
            List<Integer> rings,
            List<Integer> speeds,
            List<Varied<Integer>> weights,
            List<Varied<Priority>> priorities) {
        double settings =
                (double) Math.max(policies.size(), 1) * Math.max(credits.size(), 1) * rings.size() * speeds.size();
        for (Varied<?> each : weights) {
            settings *= Math.max(each.values().size(), 1);
        }
        for (Varied<?> each : priorities) {
            settings *= Math.max(each.values().size(), 1);
        }
        if (settings > MOST_SETTINGS) {
            problems.add(
                    study.at(),
                    "this study has " + Math.round(settings) + " settings of each workload; expected at most "
                            + MOST_SETTINGS);
        }
    }

    private static List<Integer> whole(List<Long> numbers) {
        return numbers.stream().map(Long::intValue).toList();
    }

    private static List<Integer> orElse(List<Integer> numbers, int absent) {
        return numbers.isEmpty() ? List.of(absent) : numbers;
    }
}
