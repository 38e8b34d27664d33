package io.gpusched.cli.study;

import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.recording.ReplayOptions;
import io.gpusched.cli.demo.KernelFigures;
import io.gpusched.cli.experiment.RecordedTimes;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.cli.study.PrintedResults.Figure;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.sched.LinuxBugs;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A prediction of one policy from a recording under another, compared with what the kernel did.
 *
 * @param test the name of the test
 * @param from the policy of the recording that the prediction is made from
 * @param to the policy that is predicted
 * @param client whose figures these are; "all" for those of all clients together
 * @param predicted what the replay under the other policy comes to
 * @param seen what the recording under the other policy comes to
 * @param allowed by how much a figure may be wrong, as a share
 * @param cause what differs most between the two recordings, apart from the policy
 */
record Prediction(
        String test,
        String from,
        String to,
        String client,
        ClientFigures predicted,
        ClientFigures seen,
        Map<Figure, Double> allowed,
        String cause) {
    private static final int MOST_CLIENTS = 3;
    private static final String ALL = "all";
    private static final String DESKTOP = "steamvr.";
    private static final String COMPOSITOR = "RenderThread";

    /** A recording of a test, and the policy that it was made under. */
    record Source(Policy policy, Recording recording) {}

    /**
     * Predicts one recording from another.
     *
     * @param name the name of the test, as its files have it
     */
    static List<Prediction> of(String name, KernelTest test, Source from, Source to, PrintedResults results) {
        Replay replay =
                Replay.of(from.recording(), test.options(from.recording()).with(to.policy()));
        JobLog log = new JobLog(replay.workload()::overlaps);
        Simulation.play(replay.workload(), LinuxBugs.MENDED, log);
        List<JobTimes> seen = RecordedTimes.of(to.recording());
        Inputs source = Inputs.of(from.recording());
        Inputs target = Inputs.of(to.recording());
        int clients = from.recording().clients().size();
        List<Integer> mine = places(from.recording());
        List<Integer> theirs = places(to.recording());
        List<Prediction> all = new ArrayList<>();
        for (int i = clients > MOST_CLIENTS ? -1 : 0; i < (clients > MOST_CLIENTS ? 0 : clients); i++) {
            int client = i;
            String label = client < 0 ? ALL : label(from.recording(), mine.get(client), client);
            all.add(new Prediction(
                    name,
                    from.policy().label(),
                    to.policy().label(),
                    label,
                    ClientFigures.of(log.jobs().stream()
                            .filter(job -> client < 0 || job.entity() == mine.get(client))
                            .toList()),
                    ClientFigures.of(seen.stream()
                            .filter(job -> client < 0 || job.entity() == theirs.get(client))
                            .toList()),
                    allowed(results, name, to.policy().label(), client, label),
                    source.difference(target)));
        }
        return all;
    }

    private static Map<Figure, Double> allowed(
            PrintedResults results, String name, String policy, int client, String label) {
        Map<Figure, Double> allowed = new EnumMap<>(Figure.class);
        String test = name.replaceAll("^(\\w+\\.\\d\\d).*", "$1");
        for (Figure each : Figure.values()) {
            double least = each.leastAllowed();
            double distance = results.distance(test, policy, client, each)
                    .orElse(results.distance(test, policy, client, Figure.RATE).orElse(0));
            allowed.put(each, Math.max(least, 2 * distance));
        }
        allowForDesktop(name, policy, label, allowed);
        return allowed;
    }

    /** The demo's own recordings have no printed results, but the ranges of three recordings are known for the compositor. */
    private static void allowForDesktop(String name, String policy, String client, Map<Figure, Double> allowed) {
        if (name.startsWith(DESKTOP) && client.equals(COMPOSITOR)) {
            for (KernelFigures each : KernelFigures.all()) {
                if (each.policy().equals(policy) && name.startsWith(DESKTOP + each.number())) {
                    allowed.merge(Figure.P50, 2 * each.p50().distance(), Math::max);
                    allowed.merge(Figure.P99, 2 * each.p99().distance(), Math::max);
                }
            }
        }
    }

    /** Returns the places of the clients in the order of their fence contexts, which is that in which the test made them. */
    private static List<Integer> places(Recording recording) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < recording.clients().size(); i++) {
            places.add(i);
        }
        places.sort((a, b) -> Long.compareUnsigned(context(recording, a), context(recording, b)));
        return places;
    }

    private static long context(Recording recording, int client) {
        return Long.parseUnsignedLong(recording.clients().get(client).entity());
    }

    /** Threads of the test are all called alike. */
    private static String label(Recording recording, int client, int place) {
        String name = recording.clients().get(client).name();
        boolean isAlone = recording.clients().stream()
                        .filter(each -> each.name().equals(name))
                        .count()
                == 1;
        return isAlone && recording.clients().size() > 1 ? name : "client " + place;
    }

    /** Returns by how much a figure is wrong, as a share of what was seen. */
    double error(Figure figure) {
        double right = value(seen, figure);
        return right == 0 ? 0 : (value(predicted, figure) - right) / right;
    }

    /** Tells whether a figure is as near as was asked for. */
    boolean holds(Figure figure) {
        return Math.abs(error(figure)) <= allowed.getOrDefault(figure, 0.0);
    }

    private static double value(ClientFigures figures, Figure figure) {
        return switch (figure) {
            case RATE -> figures.jobsPerSecond();
            case P50 -> figures.latencyP50Nanos();
            case P99 -> figures.latencyP99Nanos();
        };
    }

    /**
     * What a recording has that is not the scheduler's: how long its jobs took on the hardware, how long its clients paused, and how long its
     * worker took to wake up, on average in nanoseconds.
     */
    private record Inputs(double durations, double pauses, double wakeUps) {
        static Inputs of(Recording recording) {
            Replay replay = Replay.of(recording, ReplayOptions.DEFAULTS);
            double durations = recording.jobs().stream()
                    .mapToLong(RecordedJob::serialNanos)
                    .average()
                    .orElse(0);
            double pauses = replay.pauses().average().orElse(0);
            double wakeUps = replay.wakeUps().averageNanos();
            return new Inputs(durations, pauses, wakeUps);
        }

        String difference(Inputs other) {
            double ofDurations = Math.abs(durations - other.durations());
            double ofPauses = Math.abs(pauses - other.pauses());
            double ofWakeUps = Math.abs(wakeUps - other.wakeUps());
            double most = Math.max(ofDurations, Math.max(ofPauses, ofWakeUps));
            if (most == ofPauses) {
                return words("pauses", pauses, other.pauses());
            }
            return most == ofDurations
                    ? words("durations", durations, other.durations())
                    : words("wake-ups", wakeUps, other.wakeUps());
        }

        private static String words(String what, double here, double there) {
            return String.format(Locale.ROOT, "%s %.3f, there %.3f ms", what, here / 1e6, there / 1e6);
        }
    }
}
