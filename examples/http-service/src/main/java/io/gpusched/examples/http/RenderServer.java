package io.gpusched.examples.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gpusched.adapters.flightrecorder.DeviceEvents;
import io.gpusched.adapters.flightrecorder.JobEvents;
import io.gpusched.adapters.virtualthread.VirtualThreadWriter;
import io.gpusched.application.shared.DeviceSnapshot;
import io.gpusched.application.shared.EntityOptions;
import io.gpusched.application.device.Rejection;
import io.gpusched.application.shared.Ring;
import io.gpusched.application.shared.SharedDevice;
import io.gpusched.application.shared.SharedEntity;
import io.gpusched.application.shared.Ticket;
import io.gpusched.domain.order.Policy;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The service: {@code GET /render/TENANT/TEXT}. Each request has a virtual thread, which submits a job for its tenant and waits for the
 * answer. What the scheduler says becomes a status: 200 rendered, 404 no such tenant, 429 its queue is full, 502 the renderer failed or
 * took too long, 503 closing.
 */
final class RenderServer implements AutoCloseable {
    private static final int QUEUE_LIMIT = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int ROOM = 2;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, SharedEntity<Renderer.Page>> tenants = new TreeMap<>();
    private final SharedDevice device;
    private final DeviceEvents events;
    private final HttpServer http;

    /**
     * Opens the service on this machine.
     *
     * @param port where; 0 for any
     * @param policy who is next at the renderer
     */
    RenderServer(int port, Policy policy, Renderer renderer, String... names) throws IOException {
        Ring<Renderer.Page> ring = Ring.of("renderer", renderer::render)
                .policy(policy)
                .credits(ROOM)
                .timeout(TIMEOUT);
        device = SharedDevice.owning(VirtualThreadWriter.start("gpusched", Throwable::printStackTrace))
                .ring(ring)
                .tracepoints(new JobEvents("renderer"))
                .open();
        events = DeviceEvents.of("renderer", device);
        for (String name : names) {
            tenants.put(name, device.entity(EntityOptions.of(name, ring).queueLimit(QUEUE_LIMIT)));
        }
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), QUEUE_LIMIT);
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
        @Nullable SharedEntity<Renderer.Page> tenant = tenants.get(path[2]);
        if (tenant == null || path.length < 4) {
            answer(exchange, 404, "ask for /render/TENANT/TEXT, with one of the tenants " + tenants.keySet() + "\n");
            return;
        }
        Renderer.Page page = new Renderer.Page(path[3], new CompletableFuture<>());
        Either<Rejection, Ticket> submitted = tenant.submit(page);
        if (submitted.isLeft()) {
            Rejection refusal = submitted.getLeft();
            answer(exchange, refusal instanceof Rejection.QueueFull ? 429 : 503, refusal.reason() + "\n");
            return;
        }
        try {
            submitted.get().finished().toCompletableFuture().join();
            answer(exchange, 200, page.answer().join());
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            answer(exchange, 502, cause.getMessage() + "\n");
        }
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
