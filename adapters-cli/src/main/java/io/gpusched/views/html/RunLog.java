package io.gpusched.views.html;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.Labels;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.RecoveryLog;
import io.gpusched.application.insight.RunOutcome;
import io.gpusched.application.insight.UnfinishedLog;
import io.gpusched.application.insight.Wait;
import io.gpusched.application.insight.WaitLog;
import io.gpusched.application.recording.Variant;
import io.gpusched.application.workload.Workload;
import io.gpusched.views.html.RunView.JobView;
import io.gpusched.views.text.Comparison;
import io.gpusched.views.text.RecoveryWords;
import io.gpusched.views.text.UnfinishedWords;
import io.gpusched.words.EntityNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Makes the view of one run of a workload from its events. */
public final class RunLog implements Consumer<Event> {
    private final String name;
    private final Workload workload;
    private final long originNanos;
    private final boolean recorded;
    private final WaitLog waits;
    private final UnfinishedLog unfinished = new UnfinishedLog();
    private final RecoveryLog recoveries = new RecoveryLog();
    private final MarkLog marks;
    private final Map<Long, Event.JobRun> runs = new TreeMap<>();
    private final Map<Long, List<FenceName>> dependencies = new TreeMap<>();
    private final Map<String, Long> fences = new TreeMap<>();
    private long endNanos;

    private RunLog(String name, Workload workload, long originNanos, boolean recorded) {
        this.name = name;
        this.workload = workload;
        this.originNanos = originNanos;
        this.recorded = recorded;
        this.marks = new MarkLog(EntityNames.of(workload.clients()));
        this.waits = new WaitLog(
                workload.schedulers().stream()
                        .map(Workload.SchedulerLine::credits)
                        .toList(),
                workload.schedulers().stream().map(Workload.SchedulerLine::ring).toList());
    }

    /**
     * Makes the log of a run.
     *
     * @param name which run it is, for people
     */
    public static RunLog of(String name, Workload workload) {
        return new RunLog(name, workload, 0, false);
    }

    /**
     * Makes the log of a recording, to be compared with its replays.
     *
     * @param workload what is replayed, which has the same clients and rings
     * @param originNanos the time in the recording at which the replays begin
     */
    public static RunLog ofRecording(Workload workload, long originNanos) {
        return new RunLog("recorded", workload, originNanos, true);
    }

    @Override
    public void accept(Event event) {
        waits.accept(event);
        unfinished.accept(event);
        recoveries.accept(event);
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

    /** Returns which run it is. */
    public String name() {
        return name;
    }

    /** Returns how the run went for everybody, over all of the time that it was given. */
    public RunOutcome outcome() {
        return RunOutcome.of(
                waits.jobs().stream().map(each -> each.from(originNanos)).toList(), workload.clients(), spanNanos());
    }

    private long spanNanos() {
        return recorded ? endNanos - originNanos : workload.endNanos(endNanos);
    }

    /** Returns the run as one of those that a comparison compares. */
    public Comparison.Trial trial() {
        return new Comparison.Trial(new Variant(workload.policy(), Variant.AS_IT_IS, 1, workload), outcome());
    }

    /** Returns the view of what has happened so far. */
    public RunView view() {
        List<RunView.RingView> rings = workload.schedulers().stream()
                .map(line -> new RunView.RingView(
                        line.name(),
                        recorded ? name : workload.policyOf(line).label(),
                        line.credits(),
                        line.timeoutNanos()))
                .toList();
        List<RunView.EntityView> entities = workload.entities().stream()
                .map(line -> new RunView.EntityView(line.name(), Labels.of(line.priority()), line.outermostWeight()))
                .toList();
        List<JobView> jobs = waits.waitsUntil(recorded ? endNanos : spanNanos()).stream()
                .map(this::view)
                .toList();
        Map<String, Long> signals = new TreeMap<>();
        fences.forEach((fence, nanos) -> signals.put(fence, nanos - originNanos));
        return new RunView(
                name,
                rings,
                entities,
                jobs,
                marks.marks(originNanos),
                Collections.unmodifiableMap(signals),
                spanNanos(),
                recoveries.outages(spanNanos()),
                notes());
    }

    /** Returns what went wrong, in words: hangs and what was done about them, and what had not ended. */
    private List<String> notes() {
        List<JobTimes> jobs = waits.jobs();
        List<String> names = EntityNames.of(workload.clients());
        Map<Long, String> clientOfJob = new TreeMap<>();
        jobs.forEach(each -> clientOfJob.put(each.job(), names.get(each.entity())));
        List<String> notes = new ArrayList<>(RecoveryWords.lines(
                recoveries.outages(spanNanos()),
                workload.rings(),
                job -> clientOfJob.getOrDefault(job, ""),
                spanNanos()));
        notes.addAll(UnfinishedWords.lines(
                unfinished.of(jobs, workload.clients()), workload.rings(), unfinished::goneSinceNanos));
        return List.copyOf(notes);
    }

    private JobView view(Wait wait) {
        JobTimes times = wait.job().from(originNanos);
        Event.JobRun run = runs.get(times.job());
        return new JobView(
                times,
                run == null ? 1 : run.jobCredits(),
                run == null ? null : run.place(),
                dependencies.getOrDefault(times.job(), List.of()),
                Waits.of(wait));
    }
}
