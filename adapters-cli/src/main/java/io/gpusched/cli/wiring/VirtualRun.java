package io.gpusched.cli.wiring;

import dagger.BindsInstance;
import dagger.Component;
import io.gpusched.adapters.virtualtime.VirtualTime;
import io.gpusched.application.device.Device;
import io.gpusched.application.event.Event;
import io.gpusched.application.workload.Player;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.function.Consumer;
import javax.inject.Singleton;

/** One run of a workload in virtual time. */
@Singleton
@Component(modules = {VirtualTimeModule.class, RunModule.class})
public interface VirtualRun {
    VirtualTime time();

    Device device();

    Player player();

    /** Makes runs; each has its own clock, device and listeners, so runs can be parallel. */
    @Component.Factory
    interface Factory {
        VirtualRun create(
                @BindsInstance Workload workload, @BindsInstance LinuxBugs bugs, @BindsInstance Consumer<Event> events);
    }
}
