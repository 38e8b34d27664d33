package io.gpusched.application.workload;

import io.gpusched.application.provider.BuiltInPolicies;
import io.gpusched.application.provider.NamedChoice;
import io.gpusched.application.provider.PolicyProvider;
import io.gpusched.application.provider.SettingDescription;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.domain.order.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The backends and policies that there are: those inside and those that a user has plugged in. What is read by name is looked up here. A value; may be used
 * on any thread.
 *
 * @param backends by their names, in the order in which lists show them
 * @param policies by their names, in the order in which lists show them
 * @param chosen the backend that a user has chosen for the rings that name none; null for the usual one
 */
public record Providers(
        Map<String, BackendProvider> backends,
        Map<String, PolicyProvider> policies,
        @Nullable BackendChoice chosen) {
    /** The policies inside, and no backend. */
    public static final Providers POLICIES_INSIDE =
            new Providers(Collections.emptyMap(), Collections.emptyMap(), null).with(List.of(), BuiltInPolicies.all());

    public Providers {
        backends = Collections.unmodifiableMap(new LinkedHashMap<>(backends));
        policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
    }

    /** What was named is not there, or its settings are wrong; the message says what was expected. */
    public static final class UnknownChoice extends Exception {
        private static final long serialVersionUID = 1;
        private final String name;
        private final List<String> known;

        UnknownChoice(String message, String name, Collection<String> known) {
            super(message);
            this.name = name;
            this.known = List.copyOf(known);
        }

        /** Returns the name that is not known, or an empty text if something else is wrong. */
        public String name() {
            return name;
        }

        /** Returns the names that would have been. */
        public List<String> known() {
            return known;
        }
    }

    /**
     * Returns the same with more.
     *
     * @throws IllegalArgumentException if a name is taken already
     */
    public Providers with(Collection<BackendProvider> moreBackends, Collection<PolicyProvider> morePolicies) {
        Map<String, BackendProvider> allBackends = new LinkedHashMap<>(backends);
        moreBackends.forEach(each -> put(allBackends, "backend", each.name(), each));
        Map<String, PolicyProvider> allPolicies = new LinkedHashMap<>(policies);
        morePolicies.forEach(each -> put(allPolicies, "policy", each.name(), each));
        return new Providers(allBackends, allPolicies, chosen);
    }

    /** Returns the same in which the label of a policy, with its settings if it has any, stands for this policy. */
    public Providers withPolicy(Policy policy) {
        Map<String, PolicyProvider> all = new LinkedHashMap<>(policies);
        all.put(NamedChoice.of(policy.label()).name(), new Given(policy));
        return new Providers(backends, all, chosen);
    }

    /** Returns the same in which a backend is under the rings that name none. */
    public Providers withChosen(BackendChoice choice) {
        return new Providers(backends, policies, choice);
    }

    /** A policy that is there already, whatever its settings. */
    private record Given(Policy policy) implements PolicyProvider {
        @Override
        public String name() {
            return NamedChoice.of(policy.label()).name();
        }

        @Override
        public String words() {
            return "a policy that was made elsewhere";
        }

        @Override
        public List<SettingDescription> settings() {
            return NamedChoice.of(policy.label()).settings().keySet().stream()
                    .map(each -> SettingDescription.text(each, "", "given already"))
                    .toList();
        }

        @Override
        public boolean choosesBetweenEntities() {
            return !policy.isForOneEntity();
        }

        @Override
        public Policy policy(SettingValues settings) {
            return policy;
        }
    }

    private static <P> void put(Map<String, P> all, String kind, String name, P provider) {
        P before = all.putIfAbsent(name, provider);
        if (before != null) {
            throw new IllegalArgumentException("there are two of the name '" + name + "': " + kind + " "
                    + before.getClass().getName() + " and "
                    + provider.getClass().getName());
        }
    }

    /** Returns the names of the policies that choose between entities. */
    public List<String> policyNames() {
        return policies.values().stream()
                .filter(PolicyProvider::choosesBetweenEntities)
                .map(PolicyProvider::name)
                .toList();
    }

    /**
     * Makes a policy.
     *
     * @param choice its name, and settings if wanted; see {@link NamedChoice}
     * @throws UnknownChoice if there is none of that name, or its settings are wrong
     */
    public Policy policy(String choice) throws UnknownChoice {
        NamedChoice named = named(choice);
        PolicyProvider provider = named(policies, "policy", named.name());
        return provider.policy(values(named.name(), provider.settings(), named.settings()));
    }

    /**
     * Returns a backend with its settings.
     *
     * @param choice its name, and settings if wanted; see {@link NamedChoice}
     * @throws UnknownChoice if there is none of that name, or its settings are wrong
     */
    public BackendChoice backend(String choice) throws UnknownChoice {
        return backend(named(choice));
    }

    /**
     * Returns a backend with its settings.
     *
     * @throws UnknownChoice if there is none of that name, or its settings are wrong
     */
    public BackendChoice backend(NamedChoice named) throws UnknownChoice {
        BackendProvider provider = named(backends, "backend", named.name());
        return new BackendChoice(provider, values(named.name(), provider.settings(), named.settings()));
    }

    private static NamedChoice named(String choice) throws UnknownChoice {
        try {
            return NamedChoice.of(choice);
        } catch (IllegalArgumentException wrong) {
            throw new UnknownChoice(String.valueOf(wrong.getMessage()), "", List.of());
        }
    }

    private static <P> P named(Map<String, P> all, String kind, String name) throws UnknownChoice {
        P found = all.get(name);
        if (found == null) {
            throw new UnknownChoice(
                    "'" + name + "' is not a " + kind + "; expected one of " + String.join(", ", all.keySet()),
                    name,
                    all.keySet());
        }
        return found;
    }

    private static SettingValues values(String owner, List<SettingDescription> descriptions, Map<String, String> given)
            throws UnknownChoice {
        List<SettingValues.Wrong> wrong = SettingValues.wrong(descriptions, given);
        if (!wrong.isEmpty()) {
            List<String> messages = new ArrayList<>();
            wrong.forEach(each -> messages.add(inWords(owner, each)));
            throw new UnknownChoice(String.join("; ", messages), "", List.of());
        }
        return SettingValues.of(descriptions, given);
    }

    /** Says what is wrong with a setting, and what was expected. */
    public static String inWords(String owner, SettingValues.Wrong wrong) {
        return switch (wrong.kind()) {
            case UNKNOWN ->
                "'" + wrong.setting() + "' is not a setting of " + owner + "; "
                        + (wrong.expected().isEmpty() ? "it has none" : "expected one of " + wrong.expected());
            case MISSING -> owner + " needs the setting '" + wrong.setting() + "': " + wrong.expected();
            case VALUE ->
                "'" + wrong.setting() + "' of " + owner + " is '" + wrong.text() + "'; expected " + wrong.expected();
        };
    }
}
