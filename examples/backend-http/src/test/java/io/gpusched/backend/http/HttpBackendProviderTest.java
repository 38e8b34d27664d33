package io.gpusched.backend.http;

import io.gpusched.adapters.tck.TestedBackend;
import io.gpusched.application.device.Device;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.testkit.tck.BackendContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract kit over a real server with a limit of its own. */
final class HttpBackendProviderTest extends BackendContract {
    private static final int LIMIT = 64;

    private static @Nullable SampleApi api;

    private final HttpBackendProvider provider = new HttpBackendProvider();
    private final SettingValues settings = SettingValues.defaults(provider.settings());

    @BeforeAll
    static void start() {
        try {
            api = SampleApi.start(0, LIMIT);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @AfterAll
    static void stop() {
        if (api != null) {
            api.close();
        }
    }

    @Override
    protected TestedBackend backend() {
        HttpCaller caller = HttpBackendProvider.caller(api.url());
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
                return provider.sampleWork(work, settings);
            }

            @Override
            public long timeoutNanos() {
                return provider.sampleTimeoutNanos(settings);
            }

            @Override
            public Opened open(Device device, Writer writer) {
                HttpHardware ring = new HttpHardware(caller, writer, HttpBackendProvider.limits(settings));
                return new Opened() {
                    @Override
                    public Hardware ring(int number) {
                        return ring;
                    }

                    @Override
                    public OptionalLong resourcesHeld() {
                        return OptionalLong.of(ring.held());
                    }
                };
            }
        };
    }
}
