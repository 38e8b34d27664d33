package io.gpusched.cli.demo;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.JobLog;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.order.RoundRobin;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.views.html.Stretch;
import io.gpusched.views.text.LatencyWords;
import io.gpusched.views.text.Prose;
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

    private static final int XORG = 1;
    private static final int FIRST_FRAME_SHOWN = 100;
    private static final long SHOWN_NANOS = 22_400_000;
    private final Desktop desktop;
    private final Latency latency = KernelFigures.latency();
    private final Screen screen;
    private final Consumer<String> out;
    private final BiFunction<String, Workload, Consumer<Event>> listeners;

    /**
     * Makes the demo on a recorded desktop; it writes line by line, for a screen.
     *
     * @param listeners returns the listener of each run, by its name and its workload
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
    private record Trial(
            String policy, String name, List<JobTimes> jobs, List<ClientSummary> clients, KernelFigures kernel) {}

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
        Workload shared = shared(inFlight, trainingPriority, latency);
        List<Trial> trials = new ArrayList<>();
        for (Policy policy : Policies.DEFAULT_FIRST) {
            JobLog log = new JobLog();
            play(name(policy, inFlight, trainingPriority), shared.withPolicy(policy), log);
            trials.add(new Trial(
                    policy.label(),
                    name(policy, inFlight, trainingPriority),
                    log.jobs(),
                    ClientSummary.of(log.jobs(), shared.clients(), shared.untilNanos()),
                    KernelFigures.of(policy, inFlight, trainingPriority)));
        }
        return trials;
    }

    private Workload shared(int inFlight, Priority trainingPriority, Latency of) {
        return TrainingJob.join(desktop.workload(), trainingPriority)
                .withCredits(inFlight)
                .withLatency(of);
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
        String words = LatencyWords.of(latency);
        int half = words.indexOf(" completion");
        out.accept("   " + words.substring(0, half));
        out.accept("  " + words.substring(half));
        Table table =
                new Table(List.of("RenderThread", "here", "Linux", "here", "Linux", "here", "Linux", "p99", "jobs/s"));
        table.group(1, 3, "p50, ms");
        table.group(3, 5, "p99, ms");
        table.group(5, 7, "late, %");
        table.group(7, 8, "Xorg, ms");
        table.group(8, 9, "training");
        for (Trial each : trials) {
            table.row(List.of(
                    each.name().replace(", training at low priority", ", low"),
                    best(trials, each, false, it -> compositor(it).latency().p50() / 1e6),
                    each.kernel().p50().text(),
                    best(trials, each, false, it -> compositor(it).latency().p99() / 1e6),
                    each.kernel().p99().text(),
                    best(trials, each, false, Demo::lateFramesPercent),
                    each.kernel().late().text(),
                    best(
                            trials,
                            each,
                            false,
                            it -> it.clients().get(XORG).latency().p99() / 1e6),
                    best(trials, each, true, it -> it.clients().getLast().jobsPerSecond())));
        }
        table.lines(screen.columns()).forEach(out);
        prose(
                "From submit to done; late: frames over 11.1 ms; low: training at low priority; * the best. "
                        + "Linux: the same workload on a running Linux 7.3.4, recorded three times; the latency is from there.");
        answer(trials);
        sensitivity();
    }

    private static ClientSummary compositor(Trial trial) {
        return trial.clients().get(Desktop.COMPOSITOR);
    }

    private static String best(List<Trial> trials, Trial trial, boolean moreIsBetter, ToDoubleFunction<Trial> measure) {
        double[] rounded =
                trials.stream().mapToDouble(measure).map(Demo::rounded).toArray();
        double best = moreIsBetter
                ? Arrays.stream(rounded).max().orElse(0)
                : Arrays.stream(rounded).min().orElse(0);
        double value = rounded(measure.applyAsDouble(trial));
        return Units.rate(value) + (value == best ? "*" : " ");
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** Names the setting with the fewest late frames, and compares it with what Linux does by default. */
    private void answer(List<Trial> trials) {
        Trial byDefault = trials.getFirst();
        Trial best = trials.stream()
                .min(Comparator.comparingDouble(Demo::lateFramesPercent))
                .orElse(byDefault);
        out.accept("By default (" + byDefault.name() + ") " + Units.rate(lateFramesPercent(byDefault))
                + " % of the frames are late (Linux: "
                + byDefault.kernel().late().text() + " %);");
        out.accept("with " + best.name() + " " + Units.rate(lateFramesPercent(best)) + " % (Linux: "
                + best.kernel().late().text() + " %).");
    }

    /** One job in flight fills the ring, and then microseconds decide. */
    private void sensitivity() {
        List<String> late = new ArrayList<>();
        for (double factor : new double[] {0, 0.5, 1, 2}) {
            Workload workload =
                    shared(1, Priority.NORMAL, latency.times(factor)).withPolicy(new RoundRobin());
            JobLog log = new JobLog();
            Simulation.play(workload, LinuxBugs.MENDED, log);
            late.add(Units.rate(lateFramesPercent(log.jobs())));
        }
        prose("The answer for rr with 1 in flight hangs on the latency: without any " + late.get(0)
                + " % are late, with half " + late.get(1) + " %, with all of it " + late.get(2) + " %, with twice "
                + late.get(3) + " %. The jobs want 98.4 % of the ring, and it stands still while the worker wakes up: "
                + "it is over full, and the longest queue grows.");
    }

    private void prose(String text) {
        Prose.lines("", text, screen.columns()).forEach(out);
    }

    private static double lateFramesPercent(Trial trial) {
        return lateFramesPercent(trial.jobs());
    }

    private static double lateFramesPercent(List<JobTimes> jobs) {
        long[] frames = Desktop.frameNanos(jobs);
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
        timeline.legend(new TimelineMarks()).forEach(out);
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
