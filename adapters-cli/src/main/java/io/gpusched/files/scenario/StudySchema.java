package io.gpusched.files.scenario;

import io.gpusched.application.event.Labels;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.sched.EntityGroup;
import java.util.List;

/** Every key that a study may have. */
final class StudySchema {
    private static final int MANY = 1_000_000;
    private static final int MOST_RINGS = 64;
    private static final int MOST_TENANTS = 10_000;
    private static final int MOST_PERCENT = 10_000;
    private static final String MEASURES_RANGE =
            "mean, p50, p90, p95, p99, p999, max, wait.mean ..., throughput, share, failed, fairness; see Measures";

    /** The two ways to draw the random numbers of the settings. */
    static final List<Boolean> RANDOM_NUMBERS = List.of(true, false);

    static final FieldKey.Inner WORKLOADS =
            new FieldKey.Inner("workloads", "list of mappings", "see workloads[]", FieldKey.REQUIRED);
    static final FieldKey.WordList POLICIES = new FieldKey.WordList(
            "policy", Policies.FOR_SEVERAL_ENTITIES.stream().map(Policy::label).toList(), "the workload's");
    static final FieldKey.WholeList CREDIT_LIMITS = new FieldKey.WholeList("credits", 1, MANY, "the workload's");
    static final FieldKey.WholeList RING_COUNTS = new FieldKey.WholeList("rings", 1, MOST_RINGS, "1");
    static final FieldKey.WholeList SPEEDS = new FieldKey.WholeList("speed", 1, MOST_PERCENT, "100");
    static final FieldKey.Inner WEIGHTS =
            new FieldKey.Inner("weights", "list of mappings", "see weights[]", "the workload's");
    static final FieldKey.Inner PRIORITIES =
            new FieldKey.Inner("priorities", "list of mappings", "see priorities[]", "the workload's");
    static final FieldKey.TextList MEASURES = new FieldKey.TextList("measures", MEASURES_RANGE, FieldKey.REQUIRED);
    static final FieldKey.Whole SEED = new FieldKey.Whole("seed", 0, Long.MAX_VALUE, "0");
    static final FieldKey.Word NUMBERS =
            new FieldKey.Word("random_numbers", List.of("common", "independent"), "common");
    static final FieldKey.Time WARM_UP = new FieldKey.Time("warm_up", 0, false, "0s");
    static final FieldKey.Inner REPLICATIONS =
            new FieldKey.Inner("replications", "mapping", "see replications", "20 of each setting");
    static final FieldKey.Inner STOP = new FieldKey.Inner("stop", "mapping", "see stop", "after replications.at_most");
    static final Section STUDY = new Section(
            "study",
            "a study",
            WORKLOADS,
            POLICIES,
            CREDIT_LIMITS,
            RING_COUNTS,
            SPEEDS,
            WEIGHTS,
            PRIORITIES,
            MEASURES,
            SEED,
            NUMBERS,
            WARM_UP,
            REPLICATIONS,
            STOP);

    static final FieldKey.Name NAME = new FieldKey.Name("name", FieldKey.REQUIRED);
    static final FieldKey.Text FILE = new FieldKey.Text("file", FieldKey.REQUIRED);
    static final FieldKey.Inner COST = new FieldKey.Inner(
            "cost", "mapping", "see workloads[].cost", "none; required for requests, refused for others");
    static final FieldKey.Time RESAMPLE = new FieldKey.Time("resample", 1_000, true, FieldKey.Time.NONE);
    static final Section WORKLOAD = new Section("workloads[]", "a workload", NAME, FILE, COST, RESAMPLE);

    static final FieldKey.Time FIXED = new FieldKey.Time("fixed", 0, false, "0s");
    static final FieldKey.Time PER_INPUT = new FieldKey.Time("per_input", 0, false, "0s");
    static final FieldKey.Time PER_OUTPUT = new FieldKey.Time("per_output", 0, false, "0s");
    static final FieldKey.Word RECORDED = new FieldKey.Word("recorded", List.of("true", "false"), "false");
    static final FieldKey.Whole SLOTS = new FieldKey.Whole("slots", 1, MANY, "1");
    static final FieldKey.Whole TENANTS = new FieldKey.Whole("tenants", 1, MOST_TENANTS, "1");
    static final Section COST_KEYS =
            new Section("workloads[].cost", "a cost", FIXED, PER_INPUT, PER_OUTPUT, RECORDED, SLOTS, TENANTS);

    static final FieldKey.Text CLIENT = new FieldKey.Text("client", FieldKey.REQUIRED);
    static final FieldKey.WholeList WEIGHT_VALUES =
            new FieldKey.WholeList("values", 1, EntityGroup.MAX_WEIGHT, FieldKey.REQUIRED);
    static final Section WEIGHT = new Section("weights[]", "a weight", CLIENT, WEIGHT_VALUES);
    static final FieldKey.WordList PRIORITY_VALUES = new FieldKey.WordList(
            "values", Schema.PRIORITIES.stream().map(Labels::of).toList(), FieldKey.REQUIRED);
    static final Section PRIORITY = new Section("priorities[]", "a priority", CLIENT, PRIORITY_VALUES);

    static final FieldKey.Whole AT_LEAST = new FieldKey.Whole("at_least", 2, MANY * 10, "20");
    static final FieldKey.Whole AT_MOST = new FieldKey.Whole("at_most", 2, MANY * 10, "at_least");
    static final FieldKey.Whole STEP = new FieldKey.Whole("step", 1, MANY, "in_shard");
    static final FieldKey.Whole IN_SHARD = new FieldKey.Whole("in_shard", 1, MANY, "1");
    static final Section EFFORT =
            new Section("replications", "a number of replications", AT_LEAST, AT_MOST, STEP, IN_SHARD);

    static final FieldKey.Text STOP_MEASURE = new FieldKey.Text("measure", FieldKey.REQUIRED);
    static final FieldKey.Real HALF_WIDTH = new FieldKey.Real("half_width_percent", 100, FieldKey.REQUIRED);
    static final Section STOP_KEYS = new Section("stop", "a stop rule", STOP_MEASURE, HALF_WIDTH);

    /** All kinds of mappings, in the order of the description. */
    static final List<Section> SECTIONS = List.of(STUDY, WORKLOAD, COST_KEYS, WEIGHT, PRIORITY, EFFORT, STOP_KEYS);

    private StudySchema() {}
}
