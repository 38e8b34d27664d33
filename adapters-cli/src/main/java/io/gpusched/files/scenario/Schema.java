package io.gpusched.files.scenario;

import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.SingleEntity;
import io.gpusched.files.casefile.CaseReader;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every key that a scenario may have. */
final class Schema {
    /** The policies of rings; the last is for rings of one entity only. */
    static final List<Policy> RING_POLICIES = Stream.concat(CaseReader.POLICIES.stream(), Stream.of(new SingleEntity()))
            .toList();

    /** What hardware may do at a timeout. */
    static final List<OnTimeout> TIMEOUT_ANSWERS = List.of(OnTimeout.values());

    /** How rings may work on their jobs. */
    static final List<RingKind> RING_KINDS = List.of(RingKind.values());

    /** The priorities of entities. */
    static final List<Priority> PRIORITIES = List.of(Priority.values());

    private static final int MANY = 1_000_000;
    private static final int MAX_COPIES = 1_000;

    // The scenario itself.
    static final Key.Whole SEED = new Key.Whole("seed", 0, Long.MAX_VALUE, "0");
    static final Key.Word POLICY = new Key.Word("policy", labels(CaseReader.POLICIES), "fifo");
    static final Key.Time DURATION = new Key.Time("duration", 1_000, false, "until nothing is left to do");
    static final Key.Inner RINGS = new Key.Inner("rings", "list of mappings", "see rings[]", Key.REQUIRED);
    static final Key.Inner FENCES = new Key.Inner("fences", "list of names", Key.Name.LETTERS, "none");
    static final Key.Inner ENTITIES = new Key.Inner("entities", "list of mappings", "see entities[]", Key.REQUIRED);
    static final Key.Inner CLIENTS = new Key.Inner("clients", "list of mappings", "see clients[]", "none");
    static final Key.Lines SCRIPT = new Key.Lines("script", "see Scripts", "none");
    static final Key.Inner EVENTS = new Key.Inner("events", "list of mappings", "see events[]", "none");
    static final Key.Inner LATENCY = new Key.Inner("latency", "none, usual, or mapping", "see latency", "usual");
    static final Section SCENARIO = new Section(
            "scenario",
            "a scenario",
            SEED,
            POLICY,
            DURATION,
            LATENCY,
            RINGS,
            FENCES,
            ENTITIES,
            CLIENTS,
            SCRIPT,
            EVENTS);

    // How fast everybody reacts.
    static final Key.Drawn WORKER = new Key.Drawn("worker", 0, "0s");
    static final Key.Drawn STEP = new Key.Drawn("step", 0, "0s");
    static final Key.Drawn COMPLETION = new Key.Drawn("completion", 0, "0s");
    static final Key.Drawn CLIENT_DELAY = new Key.Drawn("client", 0, "0s");
    static final Section LATENCY_KEYS =
            new Section("latency", "a latency", WORKER, STEP, COMPLETION, CLIENT_DELAY);

    // The machine.
    static final Key.Name NAME = new Key.Name("name", Key.REQUIRED);
    static final Key.Whole COPIES = new Key.Whole("count", 1, MAX_COPIES, "1");
    static final Key.Text LABEL = new Key.Text("label", "its name");
    static final Key.Whole CREDIT_LIMIT = new Key.Whole("credits", 1, MANY, "1");
    static final Key.Time TIMEOUT = new Key.Time("timeout", 1_000, true, Key.Time.NONE);
    static final Key.Whole HANG_LIMIT = new Key.Whole("hang_limit", 0, MANY, "0");
    static final Key.Word ON_TIMEOUT = new Key.Word("on_timeout", words(TIMEOUT_ANSWERS), "reset");
    static final Key.Word RING_POLICY = new Key.Word("policy", labels(RING_POLICIES), "the scenario's");
    static final Key.Word HARDWARE = new Key.Word("hardware", words(RING_KINDS), "serial");
    static final Key.Names SCORE_OF = new Key.Names("score_of", false, "an earlier ring", "a score of its own");
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
            SCORE_OF);

    static final Key.Word PRIORITY = new Key.Word("priority", words(PRIORITIES), "normal");
    static final Key.Names ENTITY_RINGS = new Key.Names("rings", true, "rings", "all rings");
    static final Section ENTITY = new Section("entities[]", "an entity", NAME, COPIES, LABEL, PRIORITY, ENTITY_RINGS);

    // Clients.
    static final Key.Names CLIENT_ENTITY = new Key.Names("entity", false, "an entity", Key.REQUIRED);
    static final Key.Drawn START = new Key.Drawn("start", 0, "0s");
    static final Key.Inner OPEN = new Key.Inner("open", "mapping", "see clients[].open", "one round");
    static final Key.Inner CLOSED = new Key.Inner("closed", "mapping", "see clients[].closed", "one round");
    static final Key.Inner JOBS = new Key.Inner("jobs", "list of mappings", "see clients[].jobs[]", Key.REQUIRED);
    static final Key.Inner FAULTS = new Key.Inner("faults", "list of mappings", "see clients[].faults[]", "none");
    static final Section CLIENT =
            new Section("clients[]", "a client", CLIENT_ENTITY, START, OPEN, CLOSED, JOBS, FAULTS);

    static final Key.Whole ROUNDS = new Key.Whole("rounds", 1, MANY, "as many as fit into the duration");
    static final Key.Drawn EVERY = new Key.Drawn("every", 1_000, Key.REQUIRED);
    static final Section OPEN_LOOP = new Section("clients[].open", "an open loop", EVERY, ROUNDS);
    static final Key.Drawn PAUSE = new Key.Drawn("pause", 0, "0s");
    static final Section CLOSED_LOOP = new Section("clients[].closed", "a closed loop", PAUSE, ROUNDS);

    static final Key.Name JOB_NAME = new Key.Name("name", "no name");
    static final Key.Whole JOB_COUNT = new Key.Whole("count", 1, MANY, "1");
    static final Key.Drawn JOB_TIME = new Key.Drawn("duration", 0, Key.REQUIRED);
    static final Key.Whole JOB_CREDITS = new Key.Whole("credits", 1, MANY, "1");
    static final Key.Names JOB_ENTITY = new Key.Names("entity", false, "an entity", "the client's");
    static final Key.Names AFTER = new Key.Names("after", true, "earlier jobs of the round, fences", "nothing");
    static final Section JOB =
            new Section("clients[].jobs[]", "a job", JOB_NAME, JOB_COUNT, JOB_TIME, JOB_CREDITS, JOB_ENTITY, AFTER);

    static final Key.Whole NTH = new Key.Whole("job", 1, MANY, "this or probability");
    static final Key.Real PROBABILITY = new Key.Real("probability", 1, "this or job");
    static final Key.Whole HANGS = new Key.Whole("hangs", 1, MANY, "0");
    static final Key.ErrorNumber RUN_ERROR = new Key.ErrorNumber("run_error");
    static final Key.ErrorNumber HW_ERROR = new Key.ErrorNumber("hw_error");
    static final Section FAULT =
            new Section("clients[].faults[]", "a fault", NTH, PROBABILITY, HANGS, RUN_ERROR, HW_ERROR);

    // Distributions.
    static final Key.Inner UNIFORM = new Key.Inner("uniform", "mapping", "see uniform", "one of these");
    static final Key.Inner EXPONENTIAL = new Key.Inner("exponential", "mapping", "see exponential", "one of these");
    static final Key.Inner NORMAL = new Key.Inner("normal", "mapping", "see normal", "one of these");
    static final Key.Inner LOGNORMAL = new Key.Inner("lognormal", "mapping", "see lognormal", "one of these");
    static final Key.Inner PARETO = new Key.Inner("pareto", "mapping", "see pareto", "one of these");
    static final Key.Inner EMPIRICAL =
            new Key.Inner("empirical", "list of times", "at least one, each as likely as the others", "one of these");
    static final Section DISTRIBUTION =
            new Section("distribution", "a distribution", UNIFORM, EXPONENTIAL, NORMAL, LOGNORMAL, PARETO, EMPIRICAL);

    static final Key.Time FROM = new Key.Time("from", 0, false, Key.REQUIRED);
    static final Key.Time TO = new Key.Time("to", 1_000, false, Key.REQUIRED);
    static final Section UNIFORM_KEYS = new Section("uniform", "a uniform distribution", FROM, TO);
    static final Key.Time MEAN = new Key.Time("mean", 1_000, false, Key.REQUIRED);
    static final Key.Time CUT = new Key.Time("max", 1_000, false, "3600s");
    static final Section EXPONENTIAL_KEYS = new Section("exponential", "an exponential distribution", MEAN, CUT);
    static final Key.Time DEVIATION = new Key.Time("sd", 1_000, false, Key.REQUIRED);
    static final Section NORMAL_KEYS = new Section("normal", "a normal distribution", MEAN, DEVIATION, CUT);
    static final Key.Time MEDIAN = new Key.Time("median", 1_000, false, Key.REQUIRED);
    static final Key.Real SIGMA = new Key.Real("sigma", 10, Key.REQUIRED);
    static final Section LOGNORMAL_KEYS = new Section("lognormal", "a log-normal distribution", MEDIAN, SIGMA, CUT);
    static final Key.Time LEAST = new Key.Time("min", 1_000, false, Key.REQUIRED);
    static final Key.Real SHAPE = new Key.Real("shape", 100, Key.REQUIRED);
    static final Section PARETO_KEYS = new Section("pareto", "a Pareto distribution", LEAST, SHAPE, CUT);

    // Events.
    static final Key.TimeList AT = new Key.TimeList("at", Key.REQUIRED);
    static final Key.Inner SET_PRIORITY = new Key.Inner("priority", "mapping", "see events[].priority", "one of these");
    static final Key.Inner SET_RINGS = new Key.Inner("rings", "mapping", "see events[].rings", "one of these");
    static final Key.Inner SET_READY = new Key.Inner("ready", "mapping", "see events[].ready", "one of these");
    static final Key.Names STOP = new Key.Names("stop", true, "rings", "one of these");
    static final Key.Names RESUME = new Key.Names("start", true, "rings", "one of these");
    static final Key.Names FAULT_OF = new Key.Names("fault", true, "rings", "one of these");
    static final Key.Names TEARDOWN = new Key.Names("teardown", true, "rings", "one of these");
    static final Key.Names CLOSE = new Key.Names("close", true, "entities", "one of these");
    static final Key.Inner SIGNAL = new Key.Inner("signal", "mapping", "see events[].signal", "one of these");
    static final Key.Inner MESSAGE = new Key.Inner("message", "mapping", "see events[].message", "one of these");
    static final Section EVENT = new Section(
            "events[]",
            "an event",
            AT,
            SET_PRIORITY,
            SET_RINGS,
            SET_READY,
            STOP,
            RESUME,
            FAULT_OF,
            TEARDOWN,
            CLOSE,
            SIGNAL,
            MESSAGE);

    static final Key.Names OF_ENTITY = new Key.Names("entity", true, "entities", Key.REQUIRED);
    static final Key.Word NEW_PRIORITY = new Key.Word("to", words(PRIORITIES), Key.REQUIRED);
    static final Section PRIORITY_EVENT =
            new Section("events[].priority", "a change of priority", OF_ENTITY, NEW_PRIORITY);
    static final Key.Names NEW_RINGS = new Key.Names("to", true, "rings", Key.REQUIRED);
    static final Section RINGS_EVENT = new Section("events[].rings", "a change of rings", OF_ENTITY, NEW_RINGS);
    static final Key.Names OF_RING = new Key.Names("ring", true, "rings", Key.REQUIRED);
    static final Key.Flag NEW_READY = new Key.Flag("to");
    static final Section READY_EVENT = new Section("events[].ready", "a change of readiness", OF_RING, NEW_READY);
    static final Key.Names OF_FENCE = new Key.Names("fence", true, "fences", Key.REQUIRED);
    static final Key.ErrorNumber ERROR = new Key.ErrorNumber("error");
    static final Section SIGNAL_EVENT = new Section("events[].signal", "a signal", OF_FENCE, ERROR);
    static final Section MESSAGE_EVENT = new Section("events[].message", "a message", OF_RING, NAME);

    /** All kinds of mappings, in the order of the description. */
    static final List<Section> SECTIONS = List.of(
            SCENARIO,
            LATENCY_KEYS,
            RING,
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
            RINGS_EVENT,
            READY_EVENT,
            SIGNAL_EVENT,
            MESSAGE_EVENT);

    private Schema() {}

    private static List<String> labels(List<Policy> policies) {
        return policies.stream().map(Policy::label).toList();
    }

    private static List<String> words(List<? extends Enum<?>> constants) {
        return constants.stream()
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
