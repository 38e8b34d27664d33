package io.gpusched.examples.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gpusched.adapters.executor.ThreadWriter;
import io.gpusched.adapters.flightrecorder.DeviceEvents;
import io.gpusched.adapters.flightrecorder.JobEvents;
import io.gpusched.application.device.Rejection;
import io.gpusched.application.shared.CallEntity;
import io.gpusched.application.shared.CallRing;
import io.gpusched.application.shared.DeviceSnapshot;
import io.gpusched.application.shared.JobRefused;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.domain.order.Policy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The service: {@code GET /render/TENANT/TEXT}. Each request has a virtual thread, which calls the renderer for its tenant and waits for the
 * answer. What the scheduler says becomes a status: 200 rendered, 404 no such tenant, 429 its queue is full, with the expected wait as
 * {@code Retry-After}, 502 the renderer failed or took too long, 503 closing.
 */
final class RenderServer implements AutoCloseable {
    private static final int BACKLOG = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int ROOM = 2;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, CallEntity<String, String>> tenants = new TreeMap<>();
    private final SharedDevice device;
    private final DeviceEvents events;
    private final HttpServer http;

    /**
     * Opens the service on this machine.
     *
     * @param port where; 0 for any
     * @param policy who is next at the renderer
     * @param queueLimit how many requests of a tenant may wait
     */
    RenderServer(int port, Policy policy, Renderer renderer, int queueLimit, String... names) throws IOException {
        CallRing<String, String> ring = Ring.of("renderer", renderer::render)
                .policy(policy)
                .credits(ROOM)
                .timeout(TIMEOUT);
        device = SharedDevice.owning(ThreadWriter.start("gpusched", Throwable::printStackTrace))
                .ring(ring)
                .tracepoints(new JobEvents("renderer"))
                .open();
        events = DeviceEvents.of("renderer", device);
        for (String name : names) {
            tenants.put(name, device.entity(name, ring, options -> options.queueLimit(queueLimit)));
        }
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        http.setExecutor(threads);
        http.createContext("/render/", this::handle);
        http.start();
    }

    /** Returns where to ask for a page. */
    URI uri(String tenant, String text) {
        return URI.create("http://localhost:" + http.getAddress().getPort() + "/render/" + tenant + "/" + text);
    }

    /** Returns what the scheduler has counted. */
    DeviceSnapshot snapshot() {
        return device.snapshot().toCompletableFuture().join();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/", 4);
        @Nullable CallEntity<String, String> tenant = tenants.get(path[2]);
        if (tenant == null || path.length < 4) {
            answer(exchange, 404, "ask for /render/TENANT/TEXT, with one of the tenants " + tenants.keySet() + "\n");
            return;
        }
        try {
            answer(exchange, 200, tenant.call(path[3]).toCompletableFuture().join());
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            if (cause instanceof JobRefused refused) {
                refuse(exchange, refused.rejection());
            } else {
                answer(exchange, 502, cause.getMessage() + "\n");
            }
        }
    }

    /** Says when to come again, if waiting helps: in whole seconds, as the header has them, and not earlier than that. */
    private static void refuse(HttpExchange exchange, Rejection reason) throws IOException {
        boolean comeAgain = reason instanceof Rejection.QueueFull || reason instanceof Rejection.RateExceeded;
        if (comeAgain) {
            Duration wait = reason.retryAfter() == null ? Duration.ofSeconds(1) : reason.retryAfter();
            long seconds = Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
            exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
        }
        answer(exchange, comeAgain ? 429 : 503, reason.reason() + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Lets what was accepted be rendered and answered, and takes nothing more. */
    @Override
    public void close() {
        events.close();
        device.close();
        http.stop(1);
        threads.close();
    }
}
