package io.gpusched.cli.wiring;

import dagger.BindsInstance;
import dagger.Component;
import io.gpusched.application.device.Device;
import io.gpusched.application.event.Event;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Player;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.function.Consumer;
import javax.inject.Singleton;

/** One run of a workload in real time. Everything is made on its writer. */
@Singleton
@Component(modules = RunModule.class)
public interface LiveRun {
    Device device();

    Player player();

    /** Makes runs. */
    @Component.Factory
    interface Factory {
        LiveRun create(
                @BindsInstance Workload workload,
                @BindsInstance LinuxBugs bugs,
                @BindsInstance Consumer<Event> events,
                @BindsInstance Writer writer);
    }
}
