package io.gpusched.cli.wiring;

import dagger.Module;
import dagger.Provides;
import io.gpusched.application.device.Device;
import io.gpusched.application.event.Event;
import io.gpusched.application.event.Recorder;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.BackendSite;
import io.gpusched.application.workload.LatencySource;
import io.gpusched.application.workload.Player;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.function.Consumer;
import javax.inject.Singleton;

/** Builds the device and its player; the writer comes from elsewhere. */
@Module
interface RunModule {
    @Provides
    @Singleton
    static Tracepoints tracepoints(Writer writer, Consumer<Event> events) {
        return new Recorder(writer.clock(), events);
    }

    @Provides
    @Singleton
    static Device device(Writer writer, Tracepoints tracepoints, LinuxBugs bugs) {
        return new Device(writer, tracepoints, bugs);
    }

    @Provides
    @Singleton
    static LatencySource latency(Workload workload) {
        return new LatencySource(workload.latency());
    }

    @Provides
    @Singleton
    static Backend backend(Workload workload, LatencySource latency) {
        return workload.backend(Inside.usualBackend(), BackendSite.of(latency));
    }

    @Provides
    @Singleton
    static Player player(Workload workload, Device device, Writer writer, Backend backend, LatencySource latency) {
        return new Player(workload, device, writer, backend, latency);
    }
}
