package io.gpusched.application.provider;

import io.gpusched.domain.order.Policy;
import java.util.List;

/**
 * Makes a policy that users choose by its name. Found with {@link java.util.ServiceLoader} among the jars that a user names, and bound by
 * Dagger inside of the command line.
 *
 * <p>Implementations are stateless. May be called on any thread.
 */
public interface PolicyProvider {
    /** Returns the name by which users choose it: lower case letters, digits and -. */
    String name();

    /** Returns what it does, in one sentence without a full stop. */
    String words();

    /** Returns which settings it has. */
    default List<SettingDescription> settings() {
        return List.of();
    }

    /** Tells whether it chooses between several entities; one that does not serves a single one. */
    default boolean choosesBetweenEntities() {
        return true;
    }

    /**
     * Makes the policy.
     *
     * @param settings values of {@link #settings}
     * @return a policy with the name of this provider as its label
     */
    Policy policy(SettingValues settings);
}
