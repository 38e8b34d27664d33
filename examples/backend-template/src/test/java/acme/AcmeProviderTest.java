package acme;

import com.sun.net.httpserver.HttpServer;
import io.gpusched.adapters.tck.TestedBackend;
import io.gpusched.application.device.Device;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.*;
import io.gpusched.application.workload.*;
import io.gpusched.domain.time.Nanos;
import io.gpusched.testkit.tck.BackendContract;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.*;
import java.util.concurrent.*;
import org.junit.jupiter.api.AfterEach;

/** The contract kit: one test for each rule of gpusched's docs/backend-spec.md. */
class AcmeProviderTest extends BackendContract {
    private final AcmeProvider provider = new AcmeProvider();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final HttpServer api = startApi();

    private HttpServer startApi() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
            server.createContext("/", exchange -> {
                Runnable answer = () -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/fail") ? 500 : 200, -1);
                    } catch (IOException gone) {
                        // The caller has hung up.
                    }
                };
                switch (exchange.getRequestURI().getPath()) {
                    case "/hang" -> {} // No answer, ever.
                    case "/long" -> later.schedule(answer, 100, TimeUnit.MILLISECONDS);
                    default -> answer.run();
                }
            });
            server.start();
            return server;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @AfterEach
    void stopApi() {
        api.stop(0);
        later.shutdownNow();
    }

    @Override
    protected TestedBackend backend() {
        SettingValues settings = SettingValues.of(
                provider.settings(), Map.of("url", "http://localhost:" + api.getAddress().getPort()));
        return new TestedBackend() {
            public String name() { return "acme"; }

            public Set<Capability> capabilities() { return provider.capabilities(settings); }

            public long timeoutNanos() { return TimeUnit.SECONDS.toNanos(1); }

            public Object sample(SampleWork work) {
                return switch (work) {
                    case WORK -> ask("/work");
                    case LONG_WORK -> ask("/long");
                    case FAILING -> ask("/fail");
                    case HANGING -> ask("/hang");
                    default -> null;
                };
            }

            public Opened open(Device device, Writer writer) {
                Hardware hardware = provider.backend(settings, BackendSite.plain())
                        .open(new Workload.SchedulerLine("api", 4, Nanos.NO_LIMIT, 0, OnTimeout.SIGNAL, -1), writer);
                return ring -> hardware;
            }
        };
    }

    private GpuWork ask(String path) {
        SettingValues work = SettingValues.of(provider.workSettings(), Map.of(AcmeProvider.PATH, path));
        return GpuWork.of(0).withRequest(new WorkRequest(work, Nanos.NO_LIMIT));
    }
}
