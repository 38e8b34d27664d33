package io.gpusched.architecture.violation.adapters.virtualtime;

import dagger.Module;
import dagger.Provides;

/** A module that decides what to provide. */
@Module
public final class DecidingModule {
    @Provides
    static String name(boolean fast) {
        return fast ? "fast" : "slow";
    }
}
