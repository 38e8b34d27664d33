package io.gpusched.files.trace;

import io.gpusched.application.recording.ReadingReport.CutOff;
import io.gpusched.application.recording.ReadingReport.CutOffCause;
import io.gpusched.application.recording.RecordedDependency;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a recording of what was assembled: takes the whole jobs, tells why the others are not whole, and finds out what the trace does not
 * say in so many words: when the hardware began with a job, and how much was in flight.
 *
 * <p>The buffers of the CPUs may begin at different times. Where the tracer marks that, everything before the last mark is left out. Text of
 * trace-cmd has no marks, and a CPU that is not heard of for a while may just have been idle. So time is left out there only as far as jobs
 * have lost events before all CPUs were heard of.
 */
public final class Reconstruction {
    private final JobAssembly assembly;
    private final Tally tally;
    private final Map<CutOffCause, CutOff> cutOff = new EnumMap<>(CutOffCause.class);
    private final Map<SeenRing, Integer> rings = new LinkedHashMap<>();
    private final Map<SeenClient, Integer> clients = new LinkedHashMap<>();
    private final Map<OpenJob, Integer> taken = new LinkedHashMap<>();

    public Reconstruction(JobAssembly assembly, Tally tally) {
        this.assembly = assembly;
        this.tally = tally;
    }

    public Recording recording() {
        long completeFrom = completeFromNanos();
        assembly.jobs().forEach(this::straighten);
        assembly.rings().forEach(Reconstruction::findStarts);
        List<OpenJob> whole = new ArrayList<>();
        for (OpenJob job : assembly.jobs()) {
            if (job.isComplete() && job.queuedNanos >= completeFrom) {
                whole.add(job);
            } else {
                cutOff(cause(job, completeFrom), job.label(), 1);
            }
        }
        if (assembly.unknownDone() > 0) {
            cutOff(CutOffCause.NOT_SEEN_QUEUED, assembly.firstUnknownDone(), assembly.unknownDone());
        }
        whole.sort(OpenJob.byQueueing());
        whole.forEach(job -> taken.put(job, taken.size()));
        List<RecordedJob> jobs = whole.stream().map(this::job).toList();
        return new Recording(
                rings.keySet().stream().map(this::ring).toList(),
                clients.keySet().stream().map(this::client).toList(),
                jobs,
                tally.marks(),
                tally.report(completeFrom, List.copyOf(cutOff.values())));
    }

    private long completeFromNanos() {
        TraceClock clock = tally.clock();
        long from = clock.lastBufferStartNanos();
        for (OpenJob job : assembly.jobs()) {
            if (!job.isComplete() && job.firstSeenNanos() < clock.allCpusSeenNanos() && hasLostEvent(job)) {
                from = Math.max(from, job.lastSeenNanos() + 1);
            }
        }
        return from;
    }

    /** A job that was seen only at its end was on the ring of its entity, if that uses only one. */
    private void straighten(OpenJob job) {
        SeenClient client = assembly.client(job);
        if (job.isComplete()) {
            job.straighten();
        } else if (job.ring == null && client != null && client.rings.size() == 1) {
            client.rings.iterator().next().jobs.add(job);
        }
    }

    private boolean hasLostEvent(OpenJob job) {
        SeenClient client = assembly.client(job);
        return client != null && client.hasLostEventOf(job);
    }

    private CutOffCause cause(OpenJob job, long completeFrom) {
        if (job.isComplete() || (hasLostEvent(job) && job.firstSeenNanos() < completeFrom)) {
            return CutOffCause.BEFORE_ALL_CPUS;
        }
        if (hasLostEvent(job)) {
            return CutOffCause.EVENT_LOST;
        }
        return job.isQueued() ? CutOffCause.NOT_DONE_AT_THE_END : CutOffCause.NOT_SEEN_QUEUED;
    }

    private void cutOff(CutOffCause cause, String label, long count) {
        cutOff.merge(
                cause,
                new CutOff(cause, count, label),
                (before, added) -> new CutOff(cause, before.count() + added.count(), before.first()));
    }

    /** The hardware begins with a job when it is given to it, or is done with the one before. Cut-off jobs were there, too. */
    private static void findStarts(SeenRing ring) {
        List<OpenJob> done = new ArrayList<>(ring.jobs);
        done.removeIf(job -> !job.isDone());
        done.sort(OpenJob.byEnd());
        long before = OpenJob.NOT_SEEN;
        for (OpenJob job : done) {
            job.startedNanos = Math.max(job.runNanos, Math.min(before, job.doneNanos));
            before = job.doneNanos;
        }
    }

    private RecordedJob job(OpenJob job) {
        SeenClient client = assembly.client(job);
        SeenRing ring = job.ring;
        if (client == null || ring == null) {
            throw new IllegalStateException(job.label() + " was queued without a client or a ring");
        }
        return new RecordedJob(
                clients.computeIfAbsent(client, it -> clients.size()),
                rings.computeIfAbsent(ring, it -> rings.size()),
                job.fence.isReused() ? RecordedJob.NO_CONTEXT : job.fence.context(),
                job.number,
                job.queuedNanos,
                job.runNanos,
                job.startedNanos,
                job.doneNanos,
                job.places(),
                dependencies(job, client));
    }

    private List<RecordedDependency> dependencies(OpenJob job, SeenClient client) {
        List<RecordedDependency> dependencies = new ArrayList<>(job.dependencies.size());
        for (OpenJob.Awaited each : job.dependencies) {
            @Nullable RecordedDependency dependency = isOwn(each.fence, job.fence) ? null : dependency(each, client);
            if (dependency != null) {
                dependencies.add(dependency);
            }
        }
        return dependencies;
    }

    /** Between jobs of one ring the kernel waits for, and names, the scheduled fence: its context is the one before the finished one's. */
    private @Nullable RecordedDependency dependency(OpenJob.Awaited awaited, SeenClient client) {
        FenceKey fence = awaited.fence;
        OpenJob finished = awaited.job == null ? assembly.job(fence) : awaited.job;
        OpenJob scheduled = finished == null ? assembly.job(fence.onContext(fence.context() + 1)) : null;
        OpenJob other = finished == null ? scheduled : finished;
        if (isStub(fence) || (other != null && assembly.client(other) == client)) {
            return null;
        }
        Integer id = other == null ? null : taken.get(other);
        if (id == null) {
            return new RecordedDependency.Outside(fence.label(), awaited.signaledNanos, awaited.waited);
        }
        return scheduled == null ? new RecordedDependency.Finished(id) : new RecordedDependency.Scheduled(id);
    }

    private static boolean isOwn(FenceKey fence, FenceKey own) {
        return fence.context() == own.context() || fence.context() == own.context() - 1;
    }

    /** The kernel's fence that has always signalled. */
    private static boolean isStub(FenceKey fence) {
        return fence.context() == 0 && fence.number() == 0;
    }

    private Recording.RecordedRing ring(SeenRing ring) {
        int counted = mostAtOnce(ring);
        long most = ring.mostCredits > 0 ? ring.mostCredits : counted;
        return new Recording.RecordedRing(
                label(ring.source, ring.device), ring.name, (int) Math.min(most, Integer.MAX_VALUE));
    }

    /** Counts jobs, where the trace has no credits. */
    private int mostAtOnce(SeenRing ring) {
        List<OpenJob> ended = ring.jobs.stream()
                .filter(taken::containsKey)
                .sorted(OpenJob.byEnd())
                .toList();
        List<OpenJob> begun = ring.jobs.stream()
                .filter(taken::containsKey)
                .sorted(OpenJob.byRun())
                .toList();
        int over = 0;
        int most = 0;
        for (int i = 0; i < begun.size(); i++) {
            while (ended.get(over).hasLeftAtRunOf(begun.get(i))) {
                over++;
            }
            most = Math.max(most, i + 1 - over);
        }
        return most;
    }

    private Recording.RecordedClient client(SeenClient client) {
        int source = client.rings.iterator().next().source;
        return new Recording.RecordedClient(client.name, client.process, label(source, client.entity), client.clientId);
    }

    /** Puts the name of the trace in front, if there are several: they may be of different machines. */
    private String label(int source, String name) {
        List<String> sources = tally.sources();
        return sources.size() <= 1 ? name : (sources.get(source) + " " + name).strip();
    }
}
