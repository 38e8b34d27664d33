package io.gpusched.cli.wiring;

import dagger.Binds;
import dagger.Module;
import dagger.Provides;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.LatencySource;
import javax.inject.Singleton;

/** Binds virtual time as the writer. */
@Module
interface VirtualTimeModule {
    /** One line of work and one clock for each run. */
    @Provides
    @Singleton
    static VirtualTime virtualTime(LatencySource latency) {
        return new VirtualTime(latency);
    }

    /** The writer is the virtual one. */
    @Binds
    Writer writer(VirtualTime time);
}
