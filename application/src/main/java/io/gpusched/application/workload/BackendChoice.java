package io.gpusched.application.workload;

import io.gpusched.application.provider.NamedChoice;
import io.gpusched.application.provider.SettingValues;

/**
 * Which backend works under a scheduler, with its settings.
 *
 * @param provider makes it
 * @param settings values of the provider's settings
 */
public record BackendChoice(BackendProvider provider, SettingValues settings) {
    /** The backend with the defaults of all settings. */
    public static BackendChoice of(BackendProvider provider) {
        return new BackendChoice(provider, SettingValues.defaults(provider.settings()));
    }

    /** Tells whether runs on it take real time. */
    public boolean needsRealTime() {
        return provider.needsRealTime(settings);
    }

    /** Returns the choice in words that can be read again. */
    public NamedChoice named() {
        return new NamedChoice(provider.name(), settings.given());
    }
}
