package io.gpusched.cli.wiring;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoMap;
import dagger.multibindings.StringKey;
import io.gpusched.application.provider.BuiltInPolicies;
import io.gpusched.application.provider.PolicyProvider;

/** The policies inside, by their names, in the order in which lists show them. */
@Module
interface PoliciesModule {
    /** Turns between entities. */
    @Provides
    @IntoMap
    @StringKey("rr")
    static PolicyProvider roundRobin() {
        return BuiltInPolicies.of("rr");
    }

    /** The oldest job first. */
    @Provides
    @IntoMap
    @StringKey("fifo")
    static PolicyProvider fifo() {
        return BuiltInPolicies.of("fifo");
    }

    /** The least virtual run time first. */
    @Provides
    @IntoMap
    @StringKey("fair")
    static PolicyProvider fair() {
        return BuiltInPolicies.of("fair");
    }

    /** Shares by weights. */
    @Provides
    @IntoMap
    @StringKey("sfq")
    static PolicyProvider startTimeFair() {
        return BuiltInPolicies.of("sfq");
    }

    /** Shares by weights within each priority. */
    @Provides
    @IntoMap
    @StringKey("sfq-strict")
    static PolicyProvider strictPriorities() {
        return BuiltInPolicies.of("sfq-strict");
    }

    /** One entity. */
    @Provides
    @IntoMap
    @StringKey("single")
    static PolicyProvider single() {
        return BuiltInPolicies.of("single");
    }
}
