package io.gpusched.files.scenario;

import io.gpusched.application.provider.SettingDescription;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.workload.BackendChoice;
import io.gpusched.application.workload.BackendProvider;
import io.gpusched.application.workload.Providers;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.files.problem.Nearest;
import io.gpusched.words.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads what a scenario says of things that may be plugged in: policies, backends with their settings, and settings of work. What there is, and what
 * it allows, the {@link Providers} know.
 */
final class PluggedReader {
    private static final String BACKEND = "backend";

    private final Providers providers;
    private final NodeProblems problems;

    PluggedReader(Providers providers, NodeProblems problems) {
        this.providers = providers;
        this.problems = problems;
    }

    /**
     * Reads a policy, with settings if wanted.
     *
     * @param mayServeOne whether it may be one for a single entity
     * @return the policy, or null if the key is not there or wrong
     */
    @Nullable
    Policy policy(Mapping mapping, FieldKey.Plugged key, boolean mayServeOne) {
        @Nullable String text = mapping.has(key) ? mapping.text(key, mapping.node(key)) : null;
        if (text == null) {
            return null;
        }
        List<String> names = mayServeOne ? List.copyOf(providers.policies().keySet()) : providers.policyNames();
        try {
            Policy policy = providers.policy(text);
            if (mayServeOne || !policy.isForOneEntity()) {
                return policy;
            }
            unknown(mapping.node(key), key.name(), text, names);
        } catch (Providers.UnknownChoice unknown) {
            if (unknown.name().isEmpty()) {
                problems.add(mapping.node(key), Shown.quoted(key.name()) + ": " + unknown.getMessage());
            } else {
                unknown(mapping.node(key), key.name(), text, names);
            }
        }
        return null;
    }

    /** Reads the policy of a scenario, or returns the default. */
    Policy policyOrDefault(Mapping mapping, FieldKey.Plugged key) {
        @Nullable Policy policy = policy(mapping, key, false);
        return policy == null ? Policies.DEFAULT : policy;
    }

    /** Reads a mapping that names a backend and gives its settings; returns null if it is wrong. */
    @Nullable
    BackendChoice backend(Node node) {
        Map<String, Node> values = values(node, "the hardware of a ring");
        Node name = values.remove(BACKEND);
        if (!(name instanceof ScalarNode scalar)) {
            problems.add(node, "the hardware of a ring needs '" + BACKEND + "', the name of a backend");
            return null;
        }
        BackendProvider provider = providers.backends().get(scalar.getValue());
        if (provider == null) {
            unknown(
                    name,
                    BACKEND,
                    scalar.getValue(),
                    List.copyOf(providers.backends().keySet()));
            return null;
        }
        @Nullable SettingValues settings = settings(node, provider.name(), provider.settings(), values);
        // With what is wrong said, reading goes on with the defaults.
        return settings == null ? BackendChoice.of(provider) : new BackendChoice(provider, settings);
    }

    /**
     * Reads the work of a client.
     *
     * @param choice the backend that its jobs go to, or null for the one under the rings that name none
     */
    SettingValues work(Node node, @Nullable BackendChoice choice) {
        Map<String, Node> values = values(node, "the work of a client");
        BackendChoice backend = choice == null ? providers.chosen() : choice;
        if (backend == null) {
            problems.add(
                    node,
                    "work is for a backend that takes settings, and this client's rings name none; give the ring 'hardware: {backend: NAME}', or "
                            + "choose one with --backend");
            return SettingValues.NONE;
        }
        BackendProvider provider = backend.provider();
        @Nullable
        SettingValues settings = settings(node, "the work of " + provider.name(), provider.workSettings(), values);
        return settings == null ? SettingValues.NONE : settings;
    }

    private @Nullable SettingValues settings(
            Node node, String owner, List<SettingDescription> descriptions, Map<String, Node> values) {
        Map<String, String> given = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value instanceof ScalarNode scalar) {
                given.put(name, scalar.getValue());
            } else {
                problems.add(
                        value, Shown.quoted(name) + " of " + owner + " is a list or a mapping; expected one value");
            }
        });
        List<SettingValues.Wrong> wrong = SettingValues.wrong(descriptions, given);
        List<String> names = descriptions.stream().map(SettingDescription::name).toList();
        for (SettingValues.Wrong each : wrong) {
            boolean unknown = each.kind() == SettingValues.Wrong.Kind.UNKNOWN && !names.isEmpty();
            problems.add(
                    values.getOrDefault(each.setting(), node),
                    unknown
                            ? Shown.quoted(each.setting()) + " is not a setting of " + owner + ";"
                                    + Nearest.hint(each.setting(), names) + " expected one of " + each.expected()
                            : Shown.of(Providers.inWords(owner, each)));
        }
        return wrong.isEmpty() && given.size() == values.size() ? SettingValues.of(descriptions, given) : null;
    }

    private Map<String, Node> values(Node node, String what) {
        Map<String, Node> values = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, what + " is a mapping, as in {key: value}");
            return values;
        }
        for (NodeTuple each : mapping.getValue()) {
            if (!(each.getKeyNode() instanceof ScalarNode key)) {
                problems.add(each.getKeyNode(), "a key is a word");
            } else if (values.put(key.getValue(), each.getValueNode()) != null) {
                problems.add(key, Shown.quoted(key.getValue()) + " is given twice; remove one");
            }
        }
        return values;
    }

    private void unknown(Node at, String key, String text, List<String> names) {
        problems.add(
                at,
                Shown.quoted(key) + " is " + Shown.quoted(text) + ";" + Nearest.hint(text, names) + " expected one of "
                        + String.join(", ", names));
    }
}
