package io.gpusched.files.scenario;

import io.gpusched.application.port.Rung;
import io.gpusched.application.recovery.RecoveryPlan;
import io.gpusched.application.recovery.RecoveryStep;
import io.gpusched.application.workload.BackendChoice;
import io.gpusched.application.workload.Delay;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.GroupLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** The rings, fences and entities of a scenario. */
final class ScenarioMachine {
    private final PluggedReader plugged;
    private final NodeProblems problems;
    private final Names rings;
    private final Names fences;
    private final Names groups;
    private final Names entities;
    private final List<SchedulerLine> schedulerLines = new ArrayList<>();
    private final SortedMap<Integer, Delay> workers = new TreeMap<>();
    private final List<String> fenceNames = new ArrayList<>();
    private final List<GroupLine> groupLines = new ArrayList<>();
    private final List<EntityLine> entityLines = new ArrayList<>();
    private final Set<Integer> ringsTaken = new TreeSet<>();
    private final Set<Integer> ringsWithAnswer = new TreeSet<>();

    ScenarioMachine(Mapping scenario, PluggedReader plugged, NodeProblems problems) {
        this.plugged = plugged;
        this.problems = problems;
        this.rings = new Names("ring", problems);
        this.fences = new Names("fence", problems);
        this.groups = new Names("group", problems);
        this.entities = new Names("entity", problems);
        scenario.mappings(Schema.RINGS, Schema.RING).forEach(this::addRing);
        DomainReader domains = new DomainReader(rings, ringsWithAnswer, schedulerLines, problems);
        scenario.mappings(Schema.RECOVERY, Schema.DOMAIN).forEach(domains::read);
        scenario.items(Schema.FENCES).forEach(each -> addFence(scenario.name(Schema.FENCES, each), each));
        scenario.mappings(Schema.GROUPS, Schema.GROUP).forEach(this::addGroup);
        scenario.mappings(Schema.ENTITIES, Schema.ENTITY).forEach(this::addEntity);
    }

    Names rings() {
        return rings;
    }

    Names fences() {
        return fences;
    }

    Names entities() {
        return entities;
    }

    List<SchedulerLine> schedulerLines() {
        return schedulerLines;
    }

    /** Returns how long the workers of those rings take to wake up, by id, for which the scenario says it. */
    SortedMap<Integer, Delay> workers() {
        return workers;
    }

    List<String> fenceNames() {
        return fenceNames;
    }

    /** Returns the name of a group. */
    String groupName(int group) {
        return groupLines.get(group).name();
    }

    Names groups() {
        return groups;
    }

    List<EntityLine> entityLines() {
        return entityLines;
    }

    boolean isForOneEntity(int ring) {
        @Nullable Policy policy = schedulerLines.get(ring).policy();
        return policy != null && policy.isForOneEntity();
    }

    /** Returns the backend that the first ring of an entity names, or null. */
    @Nullable
    BackendChoice backendOf(int entity) {
        return schedulerLines
                .get(entityLines.get(entity).schedulers().getFirst())
                .backend();
    }

    /** Tells of an entity whether it has one ring, and that runs one job at a time. */
    boolean runsOneAtATime(int entity) {
        List<Integer> mayUse = entityLines.get(entity).schedulers();
        return mayUse.size() == 1 && schedulerLines.get(mayUse.getFirst()).ring() == RingKind.SERIAL;
    }

    /** A ring with a count gives each copy a name of its own as well, with its number at the end. */
    private void addRing(Mapping ring) {
        @Nullable
        Delay worker =
                ring.has(Schema.RING_WORKER) ? new LatencyReader(problems).delay(ring, Schema.RING_WORKER) : null;
        int count = (int) ring.whole(Schema.COPIES);
        String name = ring.name(Schema.NAME);
        List<Integer> sharers = rings.of(ring, Schema.SCORE_OF);
        if (sharers.size() > 1) {
            problems.add(ring.node(Schema.SCORE_OF), "a score is shared with one ring, not with " + sharers.size());
        }
        List<Integer> ids = rings.declare(ring.node(Schema.NAME), name, count);
        if (ring.has(Schema.ON_TIMEOUT)) {
            ringsWithAnswer.addAll(ids);
        }
        for (int i = 0; i < count; i++) {
            if (worker != null) {
                workers.put(schedulerLines.size(), worker);
            }
            String copy = count == 1 || name.isEmpty() ? name : name + i;
            if (count > 1) {
                rings.put(ring.node(Schema.NAME), copy, List.of(ids.get(i)));
            }
            schedulerLines.add(line(
                    ring,
                    labelled(ring, copy, i, count),
                    sharers.isEmpty() ? SchedulerLine.OWN_SCORE : sharers.getFirst()));
        }
    }

    /** Copies of a ring that has a label get their numbers after it. */
    private static String labelled(Mapping ring, String name, int copy, int count) {
        return ring.has(Schema.LABEL) ? ring.label(Schema.LABEL, name) + (count == 1 ? "" : copy) : name;
    }

    /** Where Linux leaves the jobs of a device that is gone, a scenario ends them, as its drivers do. */
    private SchedulerLine line(Mapping ring, String name, int scoreOf) {
        @Nullable Policy policy = plugged.policy(ring, Schema.RING_POLICY, true);
        boolean namesBackend = ring.node(Schema.HARDWARE) instanceof MappingNode && ring.has(Schema.HARDWARE);
        @Nullable RingKind kind = namesBackend ? null : ring.word(Schema.HARDWARE, Schema.RING_KINDS);
        @Nullable BackendChoice backend = namesBackend ? plugged.backend(ring.node(Schema.HARDWARE)) : null;
        @Nullable OnTimeout onTimeout = ring.word(Schema.ON_TIMEOUT, Schema.TIMEOUT_ANSWERS);
        SchedulerLine line = new SchedulerLine(
                name,
                (int) ring.whole(Schema.CREDIT_LIMIT),
                ring.time(Schema.TIMEOUT, Nanos.NO_LIMIT),
                (int) ring.whole(Schema.HANG_LIMIT),
                onTimeout == null ? OnTimeout.RESET : onTimeout,
                scoreOf,
                kind == null ? RingKind.SERIAL : kind,
                policy,
                onTimeout == OnTimeout.ENODEV ? RecoveryPlan.of(name, RecoveryStep.of(Rung.DEVICE_GONE)) : null,
                null);
        return backend == null ? line : line.withBackend(backend);
    }

    private void addFence(String name, Node at) {
        fences.declare(at, name, 1);
        fenceNames.add(name);
    }

    private void addGroup(Mapping group) {
        @Nullable GroupLine parent = group(group, Schema.PARENT);
        String name = group.name(Schema.NAME);
        groups.declare(group.node(Schema.NAME), name, 1);
        groupLines.add(new GroupLine(name, (int) group.whole(Schema.WEIGHT), parent));
    }

    private @Nullable GroupLine group(Mapping mapping, FieldKey.Names key) {
        List<Integer> named = mapping.has(key) ? groups.of(mapping, key) : List.of();
        return named.isEmpty() ? null : groupLines.get(named.getFirst());
    }

    private void addEntity(Mapping entity) {
        int count = (int) entity.whole(Schema.COPIES);
        String name = entity.name(Schema.NAME);
        entities.declare(entity.node(Schema.NAME), name, count);
        @Nullable Priority priority = entity.word(Schema.PRIORITY, Schema.PRIORITIES);
        List<Integer> mayUse = entity.has(Schema.ENTITY_RINGS) ? rings.of(entity, Schema.ENTITY_RINGS) : rings.all();
        EntityLine line = new EntityLine(
                entity.label(Schema.LABEL, name),
                priority == null ? Priority.NORMAL : priority,
                mayUse,
                (int) entity.whole(Schema.WEIGHT),
                group(entity, Schema.IN_GROUP));
        for (int i = 0; i < count; i++) {
            entityLines.add(line);
            mayUse.forEach(ring -> take(ring, entity.node(Schema.ENTITY_RINGS)));
        }
    }

    private void take(int ring, Node at) {
        if (!ringsTaken.add(ring) && isForOneEntity(ring)) {
            problems.add(
                    at,
                    "ring " + Shown.quoted(schedulerLines.get(ring).name())
                            + " has the policy single and serves one entity, and has one already; give each entity "
                            + "a ring of its own, or choose another policy");
        }
    }
}
