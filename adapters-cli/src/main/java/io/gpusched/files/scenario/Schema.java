package io.gpusched.files.scenario;

import io.gpusched.application.event.Labels;
import io.gpusched.application.port.Rung;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.EntityGroup;
import java.util.List;

/** Every key that a scenario may have. */
final class Schema {
    /** What hardware may do at a timeout. */
    static final List<OnTimeout> TIMEOUT_ANSWERS = List.of(OnTimeout.values());

    /** How rings may work on their jobs. */
    static final List<RingKind> RING_KINDS = List.of(RingKind.values());

    /** The priorities of entities. */
    static final List<Priority> PRIORITIES = List.of(Priority.values());

    private static final int MANY = 1_000_000;
    private static final int MAX_COPIES = 1_000;

    // The scenario itself.
    static final FieldKey.Whole SEED = new FieldKey.Whole("seed", 0, Long.MAX_VALUE, "0");
    static final FieldKey.Plugged POLICY =
            new FieldKey.Plugged("policy", labels(Policies.FOR_SEVERAL_ENTITIES), Policies.DEFAULT.label());
    static final FieldKey.Time DURATION = new FieldKey.Time("duration", 1_000, false, "until nothing is left to do");
    static final FieldKey.Inner RINGS =
            new FieldKey.Inner("rings", "list of mappings", "see rings[]", FieldKey.REQUIRED);
    static final FieldKey.Inner RECOVERY =
            new FieldKey.Inner("recovery", "list of mappings", "see recovery[]", "as on_timeout of each ring says");
    static final FieldKey.Inner FENCES = new FieldKey.Inner("fences", "list of names", FieldKey.Name.LETTERS, "none");
    static final FieldKey.Inner ENTITIES =
            new FieldKey.Inner("entities", "list of mappings", "see entities[]", FieldKey.REQUIRED);
    static final FieldKey.Inner GROUPS = new FieldKey.Inner("groups", "list of mappings", "see groups[]", "none");
    static final FieldKey.Inner CLIENTS = new FieldKey.Inner("clients", "list of mappings", "see clients[]", "none");
    static final FieldKey.Lines SCRIPT = new FieldKey.Lines("script", "see Scripts", "none");
    static final FieldKey.Inner EVENTS = new FieldKey.Inner("events", "list of mappings", "see events[]", "none");
    static final FieldKey.Inner LATENCY =
            new FieldKey.Inner("latency", "none, usual, or mapping", "see latency", "usual");
    static final Section SCENARIO = new Section(
            "scenario",
            "a scenario",
            SEED,
            POLICY,
            DURATION,
            LATENCY,
            RINGS,
            RECOVERY,
            FENCES,
            GROUPS,
            ENTITIES,
            CLIENTS,
            SCRIPT,
            EVENTS);

    // How fast everybody reacts.
    static final FieldKey.Drawn WORKER = new FieldKey.Drawn("worker", 0, "0s");
    static final FieldKey.Drawn STEP = new FieldKey.Drawn("step", 0, "0s");
    static final FieldKey.Drawn COMPLETION = new FieldKey.Drawn("completion", 0, "0s");
    static final FieldKey.Drawn CLIENT_DELAY = new FieldKey.Drawn("client", 0, "0s");
    static final Section LATENCY_KEYS = new Section("latency", "a latency", WORKER, STEP, COMPLETION, CLIENT_DELAY);

    // The machine.
    static final FieldKey.Drawn RING_WORKER = new FieldKey.Drawn("worker", 0, "as latency says");
    static final FieldKey.Name NAME = new FieldKey.Name("name", FieldKey.REQUIRED);
    static final FieldKey.Whole COPIES = new FieldKey.Whole("count", 1, MAX_COPIES, "1");
    static final FieldKey.Text LABEL = new FieldKey.Text("label", "its name");
    static final FieldKey.Whole CREDIT_LIMIT = new FieldKey.Whole("credits", 1, MANY, "1");
    static final FieldKey.Time TIMEOUT = new FieldKey.Time("timeout", 1_000, true, FieldKey.Time.NONE);
    static final FieldKey.Whole HANG_LIMIT = new FieldKey.Whole("hang_limit", 0, MANY, "0");
    static final FieldKey.Word ON_TIMEOUT = new FieldKey.Word("on_timeout", words(TIMEOUT_ANSWERS), "reset");
    static final FieldKey.Plugged RING_POLICY = new FieldKey.Plugged("policy", labels(Policies.ALL), "the scenario's");
    static final FieldKey.WordOrMapping HARDWARE =
            new FieldKey.WordOrMapping("hardware", words(RING_KINDS), "see Backends", "serial");
    static final FieldKey.Names SCORE_OF =
            new FieldKey.Names("score_of", false, "an earlier ring", "a score of its own");
    static final Section RING = new Section(
            "rings[]",
            "a ring",
            NAME,
            COPIES,
            LABEL,
            CREDIT_LIMIT,
            TIMEOUT,
            HANG_LIMIT,
            ON_TIMEOUT,
            RING_POLICY,
            HARDWARE,
            SCORE_OF,
            RING_WORKER);

    static final FieldKey.Word PRIORITY = new FieldKey.Word("priority", words(PRIORITIES), "normal");
    static final FieldKey.Names ENTITY_RINGS = new FieldKey.Names("rings", true, "rings", "all rings");
    static final FieldKey.Whole WEIGHT = new FieldKey.Whole("weight", 1, EntityGroup.MAX_WEIGHT, "1");
    static final FieldKey.Names IN_GROUP = new FieldKey.Names("group", false, "a group", "none");
    static final Section ENTITY =
            new Section("entities[]", "an entity", NAME, COPIES, LABEL, PRIORITY, ENTITY_RINGS, WEIGHT, IN_GROUP);
    static final FieldKey.Names PARENT = new FieldKey.Names("in", false, "an earlier group", "none");
    static final Section GROUP = new Section("groups[]", "a group", NAME, WEIGHT, PARENT);

    // Recovery.
    private static final List<String> YES_OR_NO = List.of("true", "false");
    static final FieldKey.Names DOMAIN_RINGS = new FieldKey.Names("rings", true, "rings", FieldKey.REQUIRED);
    static final FieldKey.Inner STEPS =
            new FieldKey.Inner("steps", "list of mappings", "see recovery[].steps[]", FieldKey.REQUIRED);
    static final FieldKey.Word GUILTY_FLAG = new FieldKey.Word("guilty_flag", YES_OR_NO, "true");
    static final FieldKey.Word RESUBMIT = new FieldKey.Word("resubmit", YES_OR_NO, "true");
    static final FieldKey.Word PROGRESS = new FieldKey.Word("progress_counts", YES_OR_NO, "false");
    static final FieldKey.Time FORGIVEN = new FieldKey.Time("forgiven_after", 1_000, true, FieldKey.Time.NONE);
    static final FieldKey.Time BACK = new FieldKey.Time("back_after", 1_000, true, FieldKey.Time.NONE);
    static final Section DOMAIN = new Section(
            "recovery[]", "a reset domain", NAME, DOMAIN_RINGS, STEPS, GUILTY_FLAG, RESUBMIT, PROGRESS, FORGIVEN, BACK);
    static final List<Rung> RUNGS = List.of(Rung.values());
    static final FieldKey.Word RUNG = new FieldKey.Word("step", words(RUNGS), FieldKey.REQUIRED);
    static final FieldKey.Time STEP_TIME = new FieldKey.Time("time", 0, false, "0s");
    static final FieldKey.HowOften FAILS = new FieldKey.HowOften("fails");
    static final FieldKey.Word LOSES = new FieldKey.Word("loses_contents", YES_OR_NO, "false");
    static final Section DOMAIN_STEP =
            new Section("recovery[].steps[]", "a step of a recovery", RUNG, STEP_TIME, FAILS, LOSES);

    // Clients.
    static final FieldKey.Names CLIENT_ENTITY = new FieldKey.Names("entity", false, "an entity", FieldKey.REQUIRED);
    static final FieldKey.Drawn START = new FieldKey.Drawn("start", 0, "0s");
    static final FieldKey.Inner OPEN = new FieldKey.Inner("open", "mapping", "see clients[].open", "one round");
    static final FieldKey.Inner CLOSED = new FieldKey.Inner("closed", "mapping", "see clients[].closed", "one round");
    static final FieldKey.Inner JOBS =
            new FieldKey.Inner("jobs", "list of mappings", "see clients[].jobs[]", FieldKey.REQUIRED);
    static final FieldKey.Inner FAULTS =
            new FieldKey.Inner("faults", "list of mappings", "see clients[].faults[]", "none");
    static final FieldKey.Inner WORK = new FieldKey.Inner("work", "mapping", "see Backends", "nothing");
    static final Section CLIENT =
            new Section("clients[]", "a client", CLIENT_ENTITY, START, OPEN, CLOSED, JOBS, FAULTS, WORK);

    static final FieldKey.Whole ROUNDS = new FieldKey.Whole("rounds", 1, MANY, "as many as fit into the duration");
    static final FieldKey.Drawn EVERY = new FieldKey.Drawn("every", 1_000, FieldKey.REQUIRED);
    static final Section OPEN_LOOP = new Section("clients[].open", "an open loop", EVERY, ROUNDS);
    static final FieldKey.Drawn PAUSE = new FieldKey.Drawn("pause", 0, "0s");
    static final Section CLOSED_LOOP = new Section("clients[].closed", "a closed loop", PAUSE, ROUNDS);

    static final FieldKey.Name JOB_NAME = new FieldKey.Name("name", "no name");
    static final FieldKey.Whole JOB_COUNT = new FieldKey.Whole("count", 1, MANY, "1");
    static final FieldKey.Drawn JOB_TIME = new FieldKey.Drawn("duration", 0, FieldKey.REQUIRED);
    static final FieldKey.Whole JOB_CREDITS = new FieldKey.Whole("credits", 1, MANY, "1");
    static final FieldKey.Names JOB_ENTITY = new FieldKey.Names("entity", false, "an entity", "the client's");
    static final FieldKey.Names AFTER =
            new FieldKey.Names("after", true, "earlier jobs of the round, fences", "nothing");
    static final FieldKey.Time JOB_DEADLINE = new FieldKey.Time("deadline", 1_000, true, FieldKey.Time.NONE);
    static final Section JOB = new Section(
            "clients[].jobs[]", "a job", JOB_NAME, JOB_COUNT, JOB_TIME, JOB_CREDITS, JOB_ENTITY, AFTER, JOB_DEADLINE);

    static final FieldKey.Whole NTH = new FieldKey.Whole("job", 1, MANY, "this or probability");
    static final FieldKey.Real PROBABILITY = new FieldKey.Real("probability", 1, "this or job");
    static final FieldKey.Whole HANGS = new FieldKey.Whole("hangs", 1, MANY, "0");
    static final FieldKey.ErrorNumber RUN_ERROR = new FieldKey.ErrorNumber("run_error");
    static final FieldKey.ErrorNumber HW_ERROR = new FieldKey.ErrorNumber("hw_error");
    static final Section FAULT =
            new Section("clients[].faults[]", "a fault", NTH, PROBABILITY, HANGS, RUN_ERROR, HW_ERROR);

    // Distributions.
    static final FieldKey.Inner UNIFORM = new FieldKey.Inner("uniform", "mapping", "see uniform", "one of these");
    static final FieldKey.Inner EXPONENTIAL =
            new FieldKey.Inner("exponential", "mapping", "see exponential", "one of these");
    static final FieldKey.Inner NORMAL = new FieldKey.Inner("normal", "mapping", "see normal", "one of these");
    static final FieldKey.Inner LOGNORMAL = new FieldKey.Inner("lognormal", "mapping", "see lognormal", "one of these");
    static final FieldKey.Inner PARETO = new FieldKey.Inner("pareto", "mapping", "see pareto", "one of these");
    static final FieldKey.Inner EMPIRICAL = new FieldKey.Inner(
            "empirical", "list of times", "at least one, each as likely as the others", "one of these");
    static final Section DISTRIBUTION =
            new Section("distribution", "a distribution", UNIFORM, EXPONENTIAL, NORMAL, LOGNORMAL, PARETO, EMPIRICAL);

    static final FieldKey.Time FROM = new FieldKey.Time("from", 0, false, FieldKey.REQUIRED);
    static final FieldKey.Time TO = new FieldKey.Time("to", 1_000, false, FieldKey.REQUIRED);
    static final Section UNIFORM_KEYS = new Section("uniform", "a uniform distribution", FROM, TO);
    static final FieldKey.Time MEAN = new FieldKey.Time("mean", 1_000, false, FieldKey.REQUIRED);
    static final FieldKey.Time CUT = new FieldKey.Time("max", 1_000, false, "3600s");
    static final Section EXPONENTIAL_KEYS = new Section("exponential", "an exponential distribution", MEAN, CUT);
    static final FieldKey.Time DEVIATION = new FieldKey.Time("sd", 1_000, false, FieldKey.REQUIRED);
    static final Section NORMAL_KEYS = new Section("normal", "a normal distribution", MEAN, DEVIATION, CUT);
    static final FieldKey.Time MEDIAN = new FieldKey.Time("median", 1_000, false, FieldKey.REQUIRED);
    static final FieldKey.Real SIGMA = new FieldKey.Real("sigma", 10, FieldKey.REQUIRED);
    static final Section LOGNORMAL_KEYS = new Section("lognormal", "a log-normal distribution", MEDIAN, SIGMA, CUT);
    static final FieldKey.Time LEAST = new FieldKey.Time("min", 1_000, false, FieldKey.REQUIRED);
    static final FieldKey.Real SHAPE = new FieldKey.Real("shape", 100, FieldKey.REQUIRED);
    static final Section PARETO_KEYS = new Section("pareto", "a Pareto distribution", LEAST, SHAPE, CUT);

    // Events.
    static final FieldKey.TimeList AT = new FieldKey.TimeList("at", FieldKey.REQUIRED);
    static final FieldKey.Inner SET_PRIORITY =
            new FieldKey.Inner("priority", "mapping", "see events[].priority", "one of these");
    static final FieldKey.Inner SET_WEIGHT =
            new FieldKey.Inner("weight", "mapping", "see events[].weight", "one of these");
    static final FieldKey.Inner SET_RINGS =
            new FieldKey.Inner("rings", "mapping", "see events[].rings", "one of these");
    static final FieldKey.Inner SET_READY =
            new FieldKey.Inner("ready", "mapping", "see events[].ready", "one of these");
    static final FieldKey.Names STOP = new FieldKey.Names("stop", true, "rings", "one of these");
    static final FieldKey.Names RESUME = new FieldKey.Names("start", true, "rings", "one of these");
    static final FieldKey.Names FAULT_OF = new FieldKey.Names("fault", true, "rings", "one of these");
    static final FieldKey.Names TEARDOWN = new FieldKey.Names("teardown", true, "rings", "one of these");
    static final FieldKey.Names CLOSE = new FieldKey.Names("close", true, "entities", "one of these");
    static final FieldKey.Inner SIGNAL = new FieldKey.Inner("signal", "mapping", "see events[].signal", "one of these");
    static final FieldKey.Inner MESSAGE =
            new FieldKey.Inner("message", "mapping", "see events[].message", "one of these");
    static final Section EVENT = new Section(
            "events[]",
            "an event",
            AT,
            SET_PRIORITY,
            SET_WEIGHT,
            SET_RINGS,
            SET_READY,
            STOP,
            RESUME,
            FAULT_OF,
            TEARDOWN,
            CLOSE,
            SIGNAL,
            MESSAGE);

    static final FieldKey.Names OF_ENTITY = new FieldKey.Names("entity", true, "entities", FieldKey.REQUIRED);
    static final FieldKey.Word NEW_PRIORITY = new FieldKey.Word("to", words(PRIORITIES), FieldKey.REQUIRED);
    static final Section PRIORITY_EVENT =
            new Section("events[].priority", "a change of priority", OF_ENTITY, NEW_PRIORITY);
    static final FieldKey.Names ENTITY_OF_WEIGHT = new FieldKey.Names("entity", true, "entities", "this or group");
    static final FieldKey.Names GROUP_OF_WEIGHT = new FieldKey.Names("group", true, "groups", "this or entity");
    static final FieldKey.Whole NEW_WEIGHT = new FieldKey.Whole("to", 1, EntityGroup.MAX_WEIGHT, FieldKey.REQUIRED);
    static final Section WEIGHT_EVENT =
            new Section("events[].weight", "a change of weight", ENTITY_OF_WEIGHT, GROUP_OF_WEIGHT, NEW_WEIGHT);
    static final FieldKey.Names NEW_RINGS = new FieldKey.Names("to", true, "rings", FieldKey.REQUIRED);
    static final Section RINGS_EVENT = new Section("events[].rings", "a change of rings", OF_ENTITY, NEW_RINGS);
    static final FieldKey.Names OF_RING = new FieldKey.Names("ring", true, "rings", FieldKey.REQUIRED);
    static final FieldKey.Flag NEW_READY = new FieldKey.Flag("to");
    static final Section READY_EVENT = new Section("events[].ready", "a change of readiness", OF_RING, NEW_READY);
    static final FieldKey.Names OF_FENCE = new FieldKey.Names("fence", true, "fences", FieldKey.REQUIRED);
    static final FieldKey.ErrorNumber ERROR = new FieldKey.ErrorNumber("error");
    static final Section SIGNAL_EVENT = new Section("events[].signal", "a signal", OF_FENCE, ERROR);
    static final Section MESSAGE_EVENT = new Section("events[].message", "a message", OF_RING, NAME);

    /** All kinds of mappings, in the order of the description. */
    static final List<Section> SECTIONS = List.of(
            SCENARIO,
            LATENCY_KEYS,
            RING,
            DOMAIN,
            DOMAIN_STEP,
            GROUP,
            ENTITY,
            CLIENT,
            OPEN_LOOP,
            CLOSED_LOOP,
            JOB,
            FAULT,
            DISTRIBUTION,
            UNIFORM_KEYS,
            EXPONENTIAL_KEYS,
            NORMAL_KEYS,
            LOGNORMAL_KEYS,
            PARETO_KEYS,
            EVENT,
            PRIORITY_EVENT,
            WEIGHT_EVENT,
            RINGS_EVENT,
            READY_EVENT,
            SIGNAL_EVENT,
            MESSAGE_EVENT);

    private Schema() {}

    private static List<String> labels(List<Policy> policies) {
        return policies.stream().map(Policy::label).toList();
    }

    private static List<String> words(List<? extends Enum<?>> constants) {
        return constants.stream().map(Labels::of).toList();
    }
}
