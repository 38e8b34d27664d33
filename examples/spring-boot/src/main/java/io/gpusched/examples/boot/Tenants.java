package io.gpusched.examples.boot;

import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.application.shared.CallEntity;
import io.gpusched.application.shared.CallRing;
import io.gpusched.application.shared.DeviceSnapshot;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The backend that the tenants share, with a queue for each. The tenant of a request is its header {@code X-Tenant}. */
@Component
public class Tenants implements DisposableBean {
    private static final String HEADER = "X-Tenant";

    private final Map<String, CallEntity<Runnable, @Nullable Void>> entities = new ConcurrentHashMap<>();
    private final CallRing<Runnable, @Nullable Void> ring;
    private final SharedDevice device;
    private final HttpServletRequest request;
    private final int queueLimit;

    /**
     * Opens the backend.
     *
     * @param request the request that a thread serves at the moment; Spring finds it for each call
     */
    Tenants(
            HttpServletRequest request,
            @Value("${gpusched.credits}") int credits,
            @Value("${gpusched.queue-limit}") int queueLimit,
            @Value("${gpusched.timeout}") Duration timeout) {
        this.request = request;
        this.queueLimit = queueLimit;
        this.ring = Ring.tasks("backend", Thread::startVirtualThread)
                .credits(credits)
                .timeout(timeout);
        this.device = SharedDevice.owning(ThreadWriter.start("gpusched", Tenants::report))
                .ring(ring)
                .open();
    }

    private static void report(Throwable failure) {
        System.getLogger("gpusched").log(System.Logger.Level.ERROR, "the writer has failed", failure);
    }

    /** Returns the entity of the tenant that the request of this thread is from. */
    CallEntity<Runnable, @Nullable Void> ofRequest() {
        String tenant = request.getHeader(HEADER);
        return entities.computeIfAbsent(
                tenant == null ? "nobody" : tenant,
                name -> device.entity(name, ring, options -> options.queueLimit(queueLimit)));
    }

    /** Returns what the backend looks like now. */
    DeviceSnapshot snapshot() {
        return device.snapshot().toCompletableFuture().join();
    }

    @Override
    public void destroy() {
        device.close();
    }
}
