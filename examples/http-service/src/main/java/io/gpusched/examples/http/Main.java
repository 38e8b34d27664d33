package io.gpusched.examples.http;

import io.gpusched.application.shared.DeviceSnapshot;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the service, alone or with clients that show what a policy does to them. */
@Command(
        name = "http-service",
        mixinStandardHelpOptions = true,
        version = "gpusched http-service 1.0",
        description =
                "Two tenants share a renderer with room for two pages. Bob floods it, Alice asks now and then; it prints how long both wait,"
                        + " under fifo and under fair.")
public final class Main implements Callable<Integer> {
    private static final int QUEUE_LIMIT = 1_000;
    private static final int ALICES = 1;
    private static final Duration ALICES_PAUSE = Duration.ofMillis(25);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "How long the clients ask, for each policy. Default: ${DEFAULT-VALUE}")
    private double seconds;

    @Option(
            names = "--page-ms",
            defaultValue = "10",
            description = "How long the renderer needs for a page, in milliseconds. Default: ${DEFAULT-VALUE}")
    private long pageMillis;

    @Option(
            names = "--flood",
            defaultValue = "40",
            description = "How many clients Bob has, who ask without a pause. Default: ${DEFAULT-VALUE}")
    private int flood;

    @Option(
            names = "--port",
            description = "Only serve, on this port, fair, until the program is ended. Ask for /render/alice/TEXT.")
    private @Nullable Integer port;

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds <= 0 || pageMillis <= 0 || flood < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--seconds, --page-ms and --flood must be greater than 0");
        }
        if (port != null) {
            serve(port);
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.printf(
                    Locale.ROOT,
                    "A renderer with room for 2 pages, %d ms each. Bob: %d clients without a pause. Alice: 1, every %d ms.%n",
                    pageMillis,
                    flood,
                    ALICES_PAUSE.toMillis());
            out.printf(
                    "%-6s %-6s %8s %8s %10s %10s %10s %10s%n",
                    "", "", "answers", "failures", "wait mean", "p50", "p99", "max");
            compare(out, new Fifo());
            compare(out, new Fair());
            out.println(
                    "Milliseconds. Wait: in the scheduler. The others: from request to answer, as the clients see it.");
            out.flush();
        }
        return CommandLine.ExitCode.OK;
    }

    private void serve(int where) throws IOException, InterruptedException {
        try (Renderer renderer = new Renderer(Duration.ofMillis(pageMillis));
                RenderServer server = new RenderServer(where, new Fair(), renderer, QUEUE_LIMIT, "alice", "bob")) {
            spec.commandLine().getErr().println("serving " + server.uri("alice", "TEXT"));
            new CountDownLatch(1).await();
        }
    }

    private void compare(PrintWriter out, Policy policy) throws IOException, InterruptedException {
        try (Renderer renderer = new Renderer(Duration.ofMillis(pageMillis));
                RenderServer server = new RenderServer(0, policy, renderer, QUEUE_LIMIT, "alice", "bob");
                HttpClient http = HttpClient.newHttpClient()) {
            Crowd bob = Crowd.send(http, server.uri("bob", "page"), flood, Duration.ZERO);
            Crowd alice = Crowd.send(http, server.uri("alice", "page"), ALICES, ALICES_PAUSE);
            Thread.sleep(Duration.ofMillis(Math.round(seconds * 1_000)));
            alice.stop();
            bob.stop();
            DeviceSnapshot snapshot = server.snapshot();
            print(out, policy, "alice", alice, snapshot);
            print(out, policy, "bob", bob, snapshot);
            out.flush();
        }
    }

    private static void print(PrintWriter out, Policy policy, String name, Crowd crowd, DeviceSnapshot snapshot) {
        DeviceSnapshot.EntityState entity =
                snapshot.entities().find(each -> each.name().equals(name)).get();
        Histogram latency = crowd.latencyMicros();
        out.printf(
                Locale.ROOT,
                "%-6s %-6s %8d %8d %10.1f %10.1f %10.1f %10.1f%n",
                policy.label(),
                name,
                latency.getTotalCount(),
                crowd.failures(),
                entity.waits().meanNanos() / 1e6,
                latency.getValueAtPercentile(50) / 1e3,
                latency.getValueAtPercentile(99) / 1e3,
                latency.getMaxValue() / 1e3);
    }
}
