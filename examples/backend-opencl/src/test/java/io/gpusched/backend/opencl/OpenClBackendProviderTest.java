package io.gpusched.backend.opencl;

import io.gpusched.adapters.tck.TestedBackend;
import io.gpusched.application.device.Device;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.testkit.tck.BackendContract;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The contract kit over a real device. */
final class OpenClBackendProviderTest extends BackendContract {
    private final OpenClBackendProvider provider = new OpenClBackendProvider();
    private final SettingValues settings = SettingValues.defaults(provider.settings());

    @Override
    protected TestedBackend backend() {
        OpenClDevice opened = TestDevice.open();
        return new TestedBackend() {
            @Override
            public String name() {
                return provider.name() + " on " + opened;
            }

            @Override
            public Set<Capability> capabilities() {
                return provider.capabilities(settings);
            }

            @Override
            public @Nullable Object sample(SampleWork work) {
                return provider.sampleWork(work, settings);
            }

            @Override
            public long timeoutNanos() {
                return provider.sampleTimeoutNanos(settings);
            }

            @Override
            public Opened open(Device device, Writer writer) {
                OpenClRing ring = opened.ring("ring", writer.clock(), 1);
                return new Opened() {
                    @Override
                    public Hardware ring(int number) {
                        return ring;
                    }

                    @Override
                    public OptionalLong resourcesHeld() {
                        return OptionalLong.of(ring.held());
                    }

                    @Override
                    public void close() {
                        ring.close();
                    }
                };
            }
        };
    }
}
