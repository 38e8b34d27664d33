package io.gpusched.files.scenario;

import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads events: what happens to the machine from outside, apart from jobs. */
final class EventReader {
    private static final List<FieldKey> ACTIONS =
            Schema.EVENT.keys().stream().filter(key -> key != Schema.AT).toList();
    private final ScenarioMachine machine;
    private final NodeProblems problems;

    EventReader(ScenarioMachine machine, NodeProblems problems) {
        this.machine = machine;
        this.problems = problems;
    }

    /** Returns what an event does, once for each of its times. */
    List<TimedStep> read(Mapping event) {
        List<FieldKey> chosen = event.present(ACTIONS);
        if (chosen.size() != 1) {
            problems.add(
                    event.at(),
                    "an event is 'at' and exactly one of "
                            + String.join(
                                    ", ", ACTIONS.stream().map(FieldKey::name).toList()) + ", not " + chosen.size()
                            + " of them");
            return List.of();
        }
        List<? extends Step> steps = steps(event, chosen.getFirst());
        return event.times(Schema.AT).stream()
                .flatMap(at -> steps.stream().map(step -> new TimedStep(at, step)))
                .toList();
    }

    private List<? extends Step> steps(Mapping event, FieldKey action) {
        if (action == Schema.SET_PRIORITY) {
            return priority(event.mapping(action, Schema.PRIORITY_EVENT));
        } else if (action == Schema.SET_WEIGHT) {
            return weight(event.mapping(action, Schema.WEIGHT_EVENT));
        } else if (action == Schema.SET_RINGS) {
            return rings(event.mapping(action, Schema.RINGS_EVENT));
        } else if (action == Schema.SET_READY) {
            Mapping keys = event.mapping(action, Schema.READY_EVENT);
            boolean ready = keys.flag(Schema.NEW_READY);
            return ofRings(keys, Schema.OF_RING, ring -> new Step.SetEligible(ring, ready));
        } else if (action == Schema.STOP) {
            return ofRings(event, Schema.STOP, Step.Stop::new);
        } else if (action == Schema.RESUME) {
            return ofRings(event, Schema.RESUME, Step.Start::new);
        } else if (action == Schema.FAULT_OF) {
            return ofRings(event, Schema.FAULT_OF, Step.Fault::new);
        } else if (action == Schema.TEARDOWN) {
            return ofRings(event, Schema.TEARDOWN, Step.Teardown::new);
        } else if (action == Schema.CLOSE) {
            return machine.entities().of(event, Schema.CLOSE).stream()
                    .map(Step.Close::new)
                    .toList();
        } else if (action == Schema.SIGNAL) {
            Mapping keys = event.mapping(action, Schema.SIGNAL_EVENT);
            @Nullable Errno error = keys.error(Schema.ERROR);
            return machine.fences().of(keys, Schema.OF_FENCE).stream()
                    .map(fence -> new Step.Signal(fence, error))
                    .toList();
        }
        Mapping keys = event.mapping(action, Schema.MESSAGE_EVENT);
        String name = keys.name(Schema.NAME);
        return ofRings(keys, Schema.OF_RING, ring -> new Step.Send(ring, name));
    }

    private List<Step> ofRings(Mapping mapping, FieldKey.Names key, IntFunction<Step> step) {
        return machine.rings().of(mapping, key).stream().map(step::apply).toList();
    }

    private List<Step> priority(Mapping keys) {
        @Nullable Priority chosen = keys.word(Schema.NEW_PRIORITY, Schema.PRIORITIES);
        Priority to = chosen == null ? Priority.NORMAL : chosen;
        return machine.entities().of(keys, Schema.OF_ENTITY).stream()
                .<Step>map(entity -> new Step.SetPriority(entity, to))
                .toList();
    }

    private List<Step> weight(Mapping keys) {
        int to = (int) keys.whole(Schema.NEW_WEIGHT);
        boolean ofEntity = keys.has(Schema.ENTITY_OF_WEIGHT);
        if (ofEntity == keys.has(Schema.GROUP_OF_WEIGHT)) {
            problems.add(keys.at(), "a weight is that of an entity or of a group; give one of 'entity' and 'group'");
            return List.of();
        }
        if (ofEntity) {
            return machine.entities().of(keys, Schema.ENTITY_OF_WEIGHT).stream()
                    .<Step>map(entity -> new Step.SetWeight(entity, to))
                    .toList();
        }
        return machine.groups().of(keys, Schema.GROUP_OF_WEIGHT).stream()
                .<Step>map(group -> new Step.SetGroupWeight(machine.groupName(group), to))
                .toList();
    }

    private List<Step> rings(Mapping keys) {
        List<Integer> to = machine.rings().of(keys, Schema.NEW_RINGS);
        if (to.stream().anyMatch(machine::isForOneEntity)) {
            problems.add(
                    keys.node(Schema.NEW_RINGS),
                    "a ring with the policy single belongs to its entity from the start; choose other rings");
        }
        return machine.entities().of(keys, Schema.OF_ENTITY).stream()
                .<Step>map(entity -> new Step.SetSchedulers(entity, to))
                .toList();
    }
}
