package io.gpusched.cli.demo;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.Fifo;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.views.html.Stretch;
import io.gpusched.views.text.Screen;
import io.gpusched.views.text.Table;
import io.gpusched.views.text.TextTimeline;
import io.gpusched.views.text.TimelineMarks;
import io.gpusched.views.text.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** A recorded VR desktop shares its GPU with a training job: what happens to its frames, and what would help? */
public final class Demo {
    /** The name of the run without the training job. */
    public static final String ALONE = "the recording alone";

    private static final List<Policy> POLICIES = List.of(new Fifo(), new RoundRobin(), new Fair());
    private static final int FIRST_FRAME_SHOWN = 100;
    private static final long SHOWN_NANOS = 22_400_000;
    private final Desktop desktop;
    private final Screen screen;
    private final Consumer<String> out;
    private final BiFunction<String, Workload, Consumer<Event>> listeners;

    /**
     * Makes the demo on a recorded desktop; it writes line by line, for a screen.
     *
     * @param listeners gives each run, by its name and what is played, who listens to it
     */
    public Demo(
            Desktop desktop,
            Screen screen,
            Consumer<String> out,
            BiFunction<String, Workload, Consumer<Event>> listeners) {
        this.desktop = desktop;
        this.screen = screen;
        this.out = out;
        this.listeners = listeners;
    }

    /** One way to run the desktop with the training job, and how it went. */
    private record Trial(String policy, String name, List<JobTimes> jobs, List<ClientSummary> clients) {}

    /**
     * Plays everything and writes what happened.
     *
     * @return when the frames that were drawn began and ended, from the start of each run
     */
    public Stretch run() {
        out.accept("A recorded VR desktop shares its GPU with a training job.");
        out.accept("What happens to its frames, and what would help?");
        out.accept("RenderThread is the VR compositor, with two jobs a frame; amdgpu_cs:0 is Xorg.");
        out.accept("");
        replayAlone();
        out.accept("");
        List<Trial> oneInFlight = trials(1, Priority.NORMAL);
        List<Trial> twoInFlight = trials(2, Priority.NORMAL);
        List<Trial> lowPriority = trials(2, Priority.LOW);
        List<Trial> all = new ArrayList<>(oneInFlight);
        all.addAll(twoInFlight);
        all.addAll(lowPriority);
        compare(all);
        out.accept("");
        return showFrames(oneInFlight.getFirst(), oneInFlight.getLast());
    }

    private void replayAlone() {
        JobLog log = new JobLog();
        play(ALONE, desktop.workload(), log);
        List<String> clients = desktop.workload().clients();
        List<ClientSummary> recorded = ClientSummary.of(desktop.recorded(), clients, log.endNanos());
        List<ClientSummary> replayed = ClientSummary.of(log.jobs(), clients, log.endNanos());
        int inFlight = desktop.workload().schedulers().getFirst().credits();
        out.accept("1. The recording alone, and its replay under fifo with " + inFlight + " jobs in flight");
        Table table = new Table(List.of("", "jobs", "p50", "p99", "max", "p50", "p99", "max"));
        table.group(2, 5, "queued, ms");
        table.group(5, 8, "on ring, ms");
        for (int i = 0; i < recorded.size(); i++) {
            table.row(recorded.get(i).name());
            table.row(waits("   recorded", recorded.get(i)));
            table.row(waits("   replayed", replayed.get(i)));
        }
        table.lines(screen.columns()).forEach(out);
        long same = matching(log.runOrder(), desktop.runOrder());
        out.accept(same + " of " + desktop.runOrder().size() + " jobs ran in the recorded order");
    }

    private static long matching(List<Long> a, List<Long> b) {
        long same = 0;
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            same += a.get(i).equals(b.get(i)) ? 1 : 0;
        }
        return same;
    }

    private static List<String> waits(String name, ClientSummary client) {
        return List.of(
                name,
                Integer.toString(client.done()),
                Units.millis(client.queued().p50()),
                Units.millis(client.queued().p99()),
                Units.millis(client.queued().max()),
                Units.millis(client.onRing().p50()),
                Units.millis(client.onRing().p99()),
                Units.millis(client.onRing().max()));
    }

    private List<Trial> trials(int inFlight, Priority trainingPriority) {
        Workload shared = TrainingJob.join(desktop.workload(), trainingPriority).withCredits(inFlight);
        List<Trial> trials = new ArrayList<>();
        for (Policy policy : POLICIES) {
            JobLog log = new JobLog();
            play(name(policy, inFlight, trainingPriority), shared.withPolicy(policy), log);
            trials.add(new Trial(
                    policy.label(),
                    name(policy, inFlight, trainingPriority),
                    log.jobs(),
                    ClientSummary.of(log.jobs(), shared.clients(), shared.untilNanos())));
        }
        return trials;
    }

    private static String name(Policy policy, int inFlight, Priority training) {
        return policy.label() + ", " + inFlight + " in flight"
                + (training == Priority.LOW ? ", training at low priority" : "");
    }

    private void play(String name, Workload workload, JobLog log) {
        Simulation.play(workload, LinuxBugs.MENDED, log.andThen(listeners.apply(name, workload)));
    }

    private void compare(List<Trial> trials) {
        out.accept("2. With a training job: 4 jobs of 3 ms, then 2 ms of its own, over and over");
        List<String> headings = new ArrayList<>(List.of("latency, ms"));
        trials.forEach(each -> headings.add(each.policy() + " "));
        Table table = new Table(headings);
        int policies = POLICIES.size();
        table.group(1, 1 + policies, "1 job in flight");
        table.group(1 + policies, 1 + 2 * policies, "2 jobs in flight");
        table.group(1 + 2 * policies, 1 + 3 * policies, "2, training at low priority");
        for (int i = 0; i < trials.getFirst().clients().size(); i++) {
            int client = i;
            String name = trials.getFirst().clients().get(i).name();
            row(
                    table,
                    name + " p50",
                    trials,
                    false,
                    each -> each.clients().get(client).latency().p50() / 1e6);
            row(
                    table,
                    "   p99",
                    trials,
                    false,
                    each -> each.clients().get(client).latency().p99() / 1e6);
            row(
                    table,
                    "   max",
                    trials,
                    false,
                    each -> each.clients().get(client).latency().max() / 1e6);
            row(
                    table,
                    "   jobs/s",
                    trials,
                    true,
                    each -> each.clients().get(client).jobsPerSecond());
            row(
                    table,
                    "   GPU %",
                    trials,
                    true,
                    each -> each.clients().get(client).gpuShare() * 100);
        }
        row(table, "frames over 11.1 ms, %", trials, false, Demo::lateFramesPercent);
        table.lines(screen.columns()).forEach(out);
        out.accept("* the best of its row");
        answer(trials);
    }

    /** Names the setting with the fewest late frames, and compares it with what Linux does by default. */
    private void answer(List<Trial> trials) {
        Trial byDefault = trials.getFirst();
        Trial best = trials.stream()
                .min(Comparator.comparingDouble(Demo::lateFramesPercent))
                .orElse(byDefault);
        out.accept("Late frames: " + Units.rate(lateFramesPercent(byDefault)) + " % by default (" + byDefault.name()
                + "), " + Units.rate(lateFramesPercent(best)) + " % with " + best.name() + ".");
    }

    private static void row(
            Table table, String name, List<Trial> trials, boolean moreIsBetter, ToDoubleFunction<Trial> measure) {
        double[] rounded = trials.stream()
                .mapToDouble(measure)
                .map(each -> Math.round(each * 10) / 10.0)
                .toArray();
        double best = moreIsBetter
                ? Arrays.stream(rounded).max().orElse(0)
                : Arrays.stream(rounded).min().orElse(0);
        boolean allEqual = Arrays.stream(rounded).allMatch(each -> each == best);
        List<String> cells = new ArrayList<>(List.of(name));
        for (double each : rounded) {
            cells.add(Units.rate(each) + (each == best && !allEqual ? "*" : " "));
        }
        table.row(cells);
    }

    private static double lateFramesPercent(Trial trial) {
        long[] frames = Desktop.frameNanos(trial.jobs());
        long late =
                Arrays.stream(frames).filter(each -> each > Desktop.FRAME_NANOS).count();
        return 100.0 * late / frames.length;
    }

    private Stretch showFrames(Trial fifo, Trial fair) {
        List<String> clients = fifo.clients().stream().map(ClientSummary::name).toList();
        long from = firstQueuedOfFrame(fifo.jobs(), FIRST_FRAME_SHOWN);
        TextTimeline timeline = new TextTimeline(from, from + SHOWN_NANOS, screen);
        out.accept("3. Two frames with 1 job in flight");
        for (Trial trial : List.of(fifo, fair)) {
            out.accept(trial.policy());
            timeline.lines(trial.jobs(), desktop.workload().rings(), clients, new TimelineMarks())
                    .forEach(out);
        }
        out.accept(timeline.legend());
        return new Stretch(from, from + SHOWN_NANOS);
    }

    private static long firstQueuedOfFrame(List<JobTimes> jobs, int frame) {
        return jobs.stream()
                .filter(each -> each.entity() == Desktop.COMPOSITOR)
                .skip((long) frame * Desktop.JOBS_PER_FRAME)
                .findFirst()
                .map(JobTimes::queuedNanos)
                .orElse(0L);
    }
}
