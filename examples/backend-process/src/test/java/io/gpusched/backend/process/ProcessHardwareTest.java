package io.gpusched.backend.process;

import io.gpusched.adapters.tck.TestedBackend;
import io.gpusched.application.device.Device;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.testkit.tck.BackendContract;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The contract kit over real processes. */
final class ProcessHardwareTest extends BackendContract {
    private final ProcessBackendProvider provider = new ProcessBackendProvider();
    private final SettingValues settings = SettingValues.defaults(provider.settings());

    @Override
    protected TestedBackend backend() {
        return new TestedBackend() {
            @Override
            public String name() {
                return provider.name();
            }

            @Override
            public Set<Capability> capabilities() {
                return provider.capabilities(settings);
            }

            @Override
            public @Nullable Object sample(SampleWork work) {
                return provider.sampleWork(work, settings) instanceof io.gpusched.application.workload.GpuWork gpu
                        ? new Command(gpu.settings().text("command"))
                        : null;
            }

            @Override
            public long timeoutNanos() {
                return provider.sampleTimeoutNanos(settings);
            }

            @Override
            public Opened open(Device device, Writer writer) {
                ProcessHardware pool = new ProcessHardware(List.of("/bin/sh", "-c"), 256, end -> {});
                return new Opened() {
                    @Override
                    public Hardware ring(int number) {
                        return pool;
                    }

                    @Override
                    public OptionalLong resourcesHeld() {
                        return OptionalLong.of(pool.held());
                    }
                };
            }
        };
    }
}
