package io.gpusched.cli.report.html;

import io.gpusched.application.insight.Event;
import io.gpusched.application.insight.FenceName;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.Wait;
import io.gpusched.application.insight.WaitLog;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.report.html.RunView.JobView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Makes the view of one run of a workload from its events. */
public final class RunLog implements Consumer<Event> {
    private final String name;
    private final Workload workload;
    private final WaitLog waits;
    private final MarkLog marks = new MarkLog();
    private final Map<Long, Event.JobRun> runs = new TreeMap<>();
    private final Map<Long, List<FenceName>> dependencies = new TreeMap<>();
    private final Map<String, Long> fences = new TreeMap<>();
    private long endNanos;

    /**
     * Makes the log of a run.
     *
     * @param name which run it is, for people
     */
    public RunLog(String name, Workload workload) {
        this.name = name;
        this.workload = workload;
        this.waits = new WaitLog(
                workload.schedulers().stream()
                        .map(Workload.SchedulerLine::credits)
                        .toList(),
                workload.schedulers().stream().map(Workload.SchedulerLine::ring).toList());
    }

    @Override
    public void accept(Event event) {
        waits.accept(event);
        endNanos = event.nanos();
        marks.accept(event);
        if (event instanceof Event.JobRun run) {
            runs.put(run.job(), run);
        } else if (event instanceof Event.DependencyAdded added) {
            dependencies.computeIfAbsent(added.job(), id -> new ArrayList<>(1)).add(added.fence());
        } else if (event instanceof Event.FenceSignaled signaled
                && signaled.fence() instanceof FenceName.External external) {
            fences.put(external.name(), signaled.nanos());
        }
    }

    /** Returns the view of what has happened so far. */
    public RunView view() {
        List<RunView.Ring> rings = workload.schedulers().stream()
                .map(line ->
                        new RunView.Ring(line.name(), workload.policyOf(line).label(), line.credits()))
                .toList();
        List<RunView.Client> entities = workload.entities().stream()
                .map(line ->
                        new RunView.Client(line.name(), line.priority().name().toLowerCase(Locale.ROOT)))
                .toList();
        List<JobView> views = waits.waits().stream().map(this::view).toList();
        return new RunView(
                name,
                rings,
                entities,
                views,
                marks.marks(),
                Collections.unmodifiableMap(new TreeMap<>(fences)),
                endNanos);
    }

    private JobView view(Wait wait) {
        JobTimes times = onItsRing(wait.job());
        Event.JobRun run = runs.get(times.job());
        return new JobView(
                times,
                run == null ? 1 : run.jobCredits(),
                run == null ? null : run.place(),
                dependencies.getOrDefault(times.job(), List.of()),
                Waits.of(wait));
    }

    /** Where jobs run side by side, none waits on the ring for the one before it, as {@link JobTimes} has it. */
    private JobTimes onItsRing(JobTimes times) {
        RingKind kind = workload.schedulers().get(times.scheduler()).ring();
        return kind == RingKind.SERIAL || !times.isDone()
                ? times
                : new JobTimes(
                        times.job(),
                        times.entity(),
                        times.scheduler(),
                        times.queuedNanos(),
                        times.runNanos(),
                        times.runNanos(),
                        times.doneNanos(),
                        times.finishedNanos(),
                        times.error());
    }
}
