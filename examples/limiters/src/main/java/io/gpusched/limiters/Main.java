package io.gpusched.limiters;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints one table: the same load on each limiter. */
@Command(
        name = "limiters",
        mixinStandardHelpOptions = true,
        description =
                "Puts one tenant with many callers and nine light ones on each limiter, and prints what the light ones get.")
public final class Main implements Callable<Integer> {
    private static final int COST_CALLS = 20_000;

    @Option(names = "--limit", defaultValue = "4", description = "calls at once (default: ${DEFAULT-VALUE})")
    private int limit;

    @Option(
            names = "--heavy",
            defaultValue = "100",
            description = "callers of the heavy tenant (default: ${DEFAULT-VALUE})")
    private int heavy;

    @Option(names = "--call-ms", defaultValue = "5", description = "how long a call takes (default: ${DEFAULT-VALUE})")
    private int callMillis;

    @Option(
            names = "--pause-ms",
            defaultValue = "50",
            description = "pause of a light tenant between two calls (default: ${DEFAULT-VALUE})")
    private int pauseMillis;

    @Option(names = "--seconds", defaultValue = "3", description = "how long for each (default: ${DEFAULT-VALUE})")
    private double seconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1 || heavy < 1 || callMillis < 1 || pauseMillis < 1 || !(seconds > 0)) {
            throw new ParameterException(spec.commandLine(), "all numbers must be greater than 0");
        }
        PrintWriter out = spec.commandLine().getOut();
        Duration duration = Duration.ofNanos((long) (seconds * 1e9));
        Load load = new Load(limit, heavy, Duration.ofMillis(callMillis), Duration.ofMillis(pauseMillis), duration);
        out.printf(
                Locale.ROOT,
                "%d calls at once, %d ms each. One tenant with %d callers, nine with one and %d ms between calls.%n",
                limit,
                callMillis,
                heavy,
                pauseMillis);
        out.println(
                "                                light p50  light p99  share lost  overshoot    calls/s  refused  ns/call");
        for (Limiters each : Limiters.values()) {
            Load.Outcome outcome;
            try (Limiter limiter = each.open(limit, Load.LIGHT + 1)) {
                outcome = load.run(limiter);
            }
            out.printf(
                    Locale.ROOT,
                    "%-30s %8.1f ms %7.1f ms %10.0f%% %10d %10.0f %8d %8d%n",
                    each.title(),
                    outcome.lightP50() / 1e6,
                    outcome.lightP99() / 1e6,
                    100 * Math.max(0, 1 - outcome.lightCalls() / load.lightDemand()),
                    outcome.overshoot(),
                    outcome.calls() / seconds,
                    outcome.refused(),
                    costNanos(each));
            out.flush();
        }
        return 0;
    }

    /** Measures one uncontended call of nothing, the second half of the calls; {@code LimiterBenchmark} does the same with JMH. */
    private static long costNanos(Limiters which) throws InterruptedException {
        try (Limiter limiter = which.open(1, 1)) {
            long began = 0;
            for (int i = 0; i < 2 * COST_CALLS; i++) {
                if (i == COST_CALLS) {
                    began = System.nanoTime();
                }
                limiter.run(0, () -> {});
            }
            return (System.nanoTime() - began) / COST_CALLS;
        }
    }

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
