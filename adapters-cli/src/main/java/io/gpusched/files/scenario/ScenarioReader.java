package io.gpusched.files.scenario;

import io.gpusched.application.workload.BrokenRule;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Providers;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.application.workload.WorkloadRules;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads scenarios. {@code docs/scenario.md} describes them. */
public final class ScenarioReader {
    private final NodeProblems problems;
    private final Latency otherwise;
    private final PluggedReader plugged;
    private final @Nullable Long givenSeed;

    private ScenarioReader(String file, Latency otherwise, Providers providers, @Nullable Long givenSeed) {
        this.problems = new NodeProblems(file);
        this.plugged = new PluggedReader(providers, problems);
        this.otherwise = otherwise;
        this.givenSeed = givenSeed;
    }

    /**
     * Reads a scenario and draws all that it leaves to chance, so that the same text is the same workload. Everybody reacts at once if the
     * scenario does not say otherwise.
     *
     * @param file its name, for messages
     * @param text its text
     * @return the workload, or everything that is wrong with the text
     */
    public static Validation<Seq<Problem>, Workload> read(String file, String text) {
        return read(file, text, Latency.NONE);
    }

    /**
     * Reads a scenario that names only policies inside, and no backend.
     *
     * @param file its name, for messages
     * @param text its text
     * @param otherwise the latency of a scenario that does not say any; its seed is the scenario's
     * @return the workload, or everything that is wrong with the text
     */
    public static Validation<Seq<Problem>, Workload> read(String file, String text, Latency otherwise) {
        return read(file, text, otherwise, Providers.POLICIES_INSIDE);
    }

    /**
     * Reads a scenario and draws all that it leaves to chance.
     *
     * @param file its name, for messages
     * @param text its text
     * @param otherwise the latency of a scenario that does not say any; its seed is the scenario's
     * @param providers the policies and backends that it may name
     * @return the workload, which can be played by {@link WorkloadRules#unplayable}, or everything that is wrong with the text
     */
    public static Validation<Seq<Problem>, Workload> read(
            String file, String text, Latency otherwise, Providers providers) {
        ScenarioReader reader = new ScenarioReader(file, otherwise, providers, null);
        @Nullable Node root = Document.root(text, reader.problems);
        return reader.result(root == null ? null : reader.read(root, text));
    }

    /**
     * Reads a scenario whose chance is drawn again for each seed. The text is parsed once; each seed costs the draws alone.
     *
     * @param file its name, for messages
     * @param text its text
     * @param otherwise the latency of a scenario that does not say any
     * @param providers the policies and backends that it may name
     * @return for each seed what {@link #read} returns if the scenario has that seed, or what is wrong with the YAML
     */
    public static Validation<Seq<Problem>, LongFunction<Validation<Seq<Problem>, Workload>>> family(
            String file, String text, Latency otherwise, Providers providers) {
        NodeProblems problems = new NodeProblems(file);
        @Nullable Node root = Document.root(text, problems);
        if (root == null) {
            return Validation.invalid(Vector.ofAll(problems.sorted()));
        }
        return Validation.valid(seed -> {
            ScenarioReader reader = new ScenarioReader(file, otherwise, providers, seed);
            return reader.result(reader.read(root, text));
        });
    }

    private Validation<Seq<Problem>, Workload> result(@Nullable Workload workload) {
        return workload == null || !problems.isEmpty()
                ? Validation.invalid(Vector.ofAll(problems.sorted()))
                : Validation.valid(workload);
    }

    /** Tells whether a file that begins with these lines is meant to be a scenario: whether one of them gives a key of it. */
    public static boolean isScenario(List<String> beginning) {
        return Schema.SCENARIO.keys().stream()
                .map(FieldKey::name)
                .anyMatch(key -> beginning.stream().anyMatch(line -> line.startsWith(key + ":")));
    }

    private @Nullable Workload read(Node root, String text) {
        Mapping scenario = new Mapping(root, Schema.SCENARIO, problems);
        boolean hasEnd = scenario.has(Schema.DURATION);
        long untilNanos = hasEnd ? scenario.time(Schema.DURATION, Nanos.NEVER) : Nanos.NEVER;
        Policy policy = plugged.policyOrDefault(scenario, Schema.POLICY);
        long written = scenario.whole(Schema.SEED);
        long seed = givenSeed == null ? written : givenSeed;

        ScenarioMachine machine = new ScenarioMachine(scenario, plugged, problems);
        ClientReader clientReader = new ClientReader(machine, hasEnd, plugged, problems);
        List<ClientPlan> clients = scenario.mappings(Schema.CLIENTS, Schema.CLIENT).stream()
                .map(clientReader::read)
                .toList();
        EventReader eventReader = new EventReader(machine, problems);
        List<TimedStep> steps = new ArrayList<>();
        NavigableMap<Integer, Node> places = new TreeMap<>();
        for (Mapping event : scenario.mappings(Schema.EVENTS, Schema.EVENT)) {
            places.put(steps.size(), event.at());
            steps.addAll(eventReader.read(event));
        }
        ScriptReader script = new ScriptReader(machine, problems, text);
        if (scenario.has(Schema.SCRIPT)) {
            places.put(steps.size(), scenario.node(Schema.SCRIPT));
            steps.addAll(script.read(scenario.node(Schema.SCRIPT)));
        }
        Latency latency = new LatencyReader(problems)
                .read(scenario, seed, script.wakeUps(), otherwise)
                .withOwnWorkers(machine.workers());
        if (!hasEnd && mayTimeOutForEver(machine, steps)) {
            problems.add(
                    root,
                    "this may never be over: with nohang, and with reset for jobs of kernel priority, a job may time out "
                            + "again and again; give the scenario a 'duration'");
        }
        if (!problems.isEmpty()) {
            return null;
        }

        Rounds rounds = new Rounds(seed, untilNanos, steps, script.jobs(), machine::runsOneAtATime, problems);
        for (ClientPlan client : clients) {
            places.put(steps.size(), client.at());
            rounds.add(client);
        }
        Workload workload = new Workload(
                policy,
                machine.schedulerLines(),
                machine.entityLines(),
                machine.fenceNames(),
                steps,
                untilNanos,
                latency);
        if (problems.isEmpty()) {
            WorkloadRules.unplayable(workload).forEach(each -> addBroken(each, root, places));
        }
        return workload;
    }

    private void addBroken(BrokenRule broken, Node root, NavigableMap<Integer, Node> places) {
        Map.Entry<Integer, Node> place = places.floorEntry(broken.step());
        problems.add(place == null ? root : place.getValue(), "this breaks a rule: " + broken.rule());
    }

    /** Jobs of kernel priority are never blamed, so a reset runs them again each time. A timeout may be given from outside. */
    private static boolean mayTimeOutForEver(ScenarioMachine machine, List<TimedStep> events) {
        boolean anyBlameless = machine.entityLines().stream().anyMatch(line -> line.priority() == Priority.KERNEL)
                || events.stream()
                        .anyMatch(event -> event.step() instanceof Step.SetPriority set && set.to() == Priority.KERNEL);
        return machine.schedulerLines().stream()
                .anyMatch(line ->
                        line.onTimeout() == OnTimeout.NOHANG || (line.onTimeout() == OnTimeout.RESET && anyBlameless));
    }
}
