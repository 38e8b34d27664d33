package io.gpusched.application.provider;

import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.StartTimeFair;
import io.gpusched.domain.time.Nanos;
import java.util.List;

/** The policies inside, as providers like any other: those of Linux, and start-time fair queueing. */
public final class BuiltInPolicies {
    private BuiltInPolicies() {}

    /** Returns all of them. */
    public static List<PolicyProvider> all() {
        return Policies.ALL.stream()
                .<PolicyProvider>map(
                        each -> each.equals(StartTimeFair.strictPriorities()) ? new Strict() : new Plain(each))
                .toList();
    }

    /**
     * Returns one of them.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static PolicyProvider of(String name) {
        return all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no policy '" + name + "' inside"));
    }

    /** A policy without settings. */
    private record Plain(Policy policy) implements PolicyProvider {
        @Override
        public String name() {
            return policy.label();
        }

        @Override
        public String words() {
            return inWords(name());
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

    /** Strict priorities, with aging if wanted. */
    private static final class Strict implements PolicyProvider {
        private static final String AGING = "aging";

        @Override
        public String name() {
            return StartTimeFair.strictPriorities().label();
        }

        @Override
        public String words() {
            return inWords(name());
        }

        @Override
        public List<SettingDescription> settings() {
            return List.of(SettingDescription.timeOrNone(
                    AGING, SettingDescription.NONE, "after how long a wait an entity moves up one level"));
        }

        @Override
        public Policy policy(SettingValues settings) {
            long nanos = settings.nanos(AGING);
            return nanos == Nanos.NO_LIMIT ? StartTimeFair.strictPriorities() : StartTimeFair.strictPriorities(nanos);
        }
    }

    private static String inWords(String name) {
        return switch (name) {
            case "rr" -> "takes turns between the entities of a priority, as Linux does";
            case "fifo" -> "takes the oldest waiting job of a priority; the default of Linux";
            case "fair" -> "takes the entity with the least virtual run time; the fair policy of Linux";
            case "sfq" -> "divides the hardware by weights; priorities are factors of the weight";
            case "sfq-strict" -> "divides each priority by weights; priorities are levels";
            case "single" -> "serves one entity; the firmware schedules";
            default -> throw new IllegalArgumentException("there is no policy '" + name + "' inside");
        };
    }
}
