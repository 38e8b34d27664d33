package io.gpusched.files.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts jobs together from their events, in the order of the trace.
 *
 * <p><b>What it keeps.</b> One {@link OpenJob} for each job that was seen in any event, and what was seen of clients and rings; never the
 * events. A job is found by the key of its finished fence. In old traces, events of jobs that wait name them by an id, which is unique on
 * its ring only, so there is a second map by id.
 *
 * <p><b>Keys.</b> In traces since Linux 6.17 the key is a fence context and a sequence number, which no other job ever has. In older ones it
 * is the address of the fence. An address belongs to a job only until the job is done, since the next job may have it again; so a job leaves
 * both maps when it is done ({@link FenceKey#isReused}). A second queueing under the same address begins another job.
 *
 * <p><b>States.</b> A job may be seen queued, run and done, in this order. Each event may be missing: at either end of the recording, and
 * where the tracer lost some. So each method opens a job that it does not find, except one that is done under an unknown address: nothing else could be said about it, so it is only counted. An event that a job has had is {@link Taken#REPEATED}, and one that gives it to
 * another entity is {@link Taken#CONTRADICTED}; neither changes the job.
 *
 * <p><b>Why it is right.</b> It decides nothing that a later event could overturn: which jobs are whole, which are cut off at an end of the
 * recording, and in which order the jobs of an entity stand is found out at the end, by {@link Reconstruction}, when all events were seen.
 * The numbers of jobs and dependencies are limited, so a damaged trace cannot fill the memory.
 *
 * <p><b>What was left.</b> Sorting all events by job first needs the whole trace in memory, which is ten times as large. To match runs with
 * queueings by their order on each ring fails where the tracer lost one.
 */
final class JobAssembly {
    /** Far more than any driver adds to a job; they are searched one by one. */
    private static final int MOST_DEPENDENCIES = 1_000;

    private final Map<FenceKey, OpenJob> byFence = new HashMap<>();
    private final Map<IdKey, OpenJob> byId = new HashMap<>();
    private final Map<FenceKey, SeenClient> clients = new LinkedHashMap<>();
    private final Map<RingKey, SeenRing> rings = new LinkedHashMap<>();
    private final Map<FenceKey, List<OpenJob.Awaited>> awaited = new HashMap<>();
    private final List<OpenJob> jobs = new ArrayList<>();
    private final int most;
    private int kept;
    private long events;
    private long unknownDone;
    private String firstUnknownDone = "";

    /**
     * Makes an assembly of no jobs.
     *
     * @param most the most jobs and dependencies that are kept
     */
    JobAssembly(int most) {
        this.most = most;
    }

    /** In old traces jobs that wait are named by their id, which is unique on its ring only. */
    private record IdKey(int source, String ring, long id) {}

    private record RingKey(int source, String device, String ring) {}

    /**
     * What an event says about its job.
     *
     * @param entity the key of the entity
     * @param number the place of the job among those of its entity: grows from job to job
     */
    record JobFacts(FenceKey fence, FenceKey entity, long number, String device, String ring) {}

    /** A job was queued. */
    Taken queued(JobFacts facts, TraceEvent event, long clientId) {
        OpenJob job = find(facts);
        if (job != null && job.isQueued()) {
            if (job.number == facts.number()) {
                return Taken.REPEATED;
            }
            job = null;
        }
        if (job == null) {
            job = open(facts);
        } else if (belongsToAnother(job, facts)) {
            return Taken.CONTRADICTED;
        }
        SeenClient client = place(job, facts);
        client.submittedBy(event.task(), event.pid(), clientId);
        client.firstQueued = Math.min(client.firstQueued, job.number);
        job.queued(event.nanos(), ++events);
        if (facts.fence().isReused()) {
            byId.put(new IdKey(event.source(), facts.ring(), facts.number()), job);
        }
        return Taken.USED;
    }

    /**
     * A job was given to the hardware.
     *
     * @param credits credits in flight then, or 0 if the event does not tell
     */
    Taken ran(JobFacts facts, TraceEvent event, long credits) {
        OpenJob job = find(facts);
        if (job == null || job.number != facts.number()) {
            job = open(facts);
        } else if (job.hasRun()) {
            return Taken.REPEATED;
        } else if (belongsToAnother(job, facts)) {
            return Taken.CONTRADICTED;
        }
        SeenClient client = place(job, facts);
        client.lastRun = Math.max(client.lastRun, job.number);
        job.ran(event.nanos(), ++events);
        if (job.ring != null) {
            job.ring.mostCredits = Math.max(job.ring.mostCredits, credits);
        }
        return Taken.USED;
    }

    private boolean belongsToAnother(OpenJob job, JobFacts facts) {
        return job.client != null && job.client != clients.get(facts.entity());
    }

    /** A job was done. Returns false if that is known. */
    boolean done(FenceKey fence, TraceEvent event) {
        OpenJob job = byFence.get(fence);
        if (job == null && fence.isReused()) {
            firstUnknownDone = unknownDone++ == 0 ? "fence " + fence.label() : firstUnknownDone;
            return true;
        }
        if (job == null) {
            job = open(fence, fence.number());
            job.client = clients.get(fence.entity());
        }
        return finish(job, event);
    }

    /** A fence signalled that may be a job's. Only jobs that were seen before are taken to be done. */
    void signaledIfJob(FenceKey fence, TraceEvent event) {
        OpenJob job = byFence.get(fence);
        if (job != null) {
            finish(job, event);
        }
    }

    private boolean finish(OpenJob job, TraceEvent event) {
        if (job.isDone()) {
            return false;
        }
        job.done(event.nanos(), ++events);
        if (job.client != null) {
            job.client.lastDone = Math.max(job.client.lastDone, job.number);
        }
        if (job.fence.isReused()) {
            byFence.remove(job.fence);
            if (job.ring != null) {
                byId.remove(new IdKey(event.source(), job.ring.name, job.number));
            }
        }
        return true;
    }

    /** A job was queued with a dependency, or was seen to wait for it. That may be all that is seen of it so far. */
    void depends(FenceKey fence, FenceKey dependency, boolean waited) {
        OpenJob job = byFence.get(fence);
        if (job == null && !fence.isReused()) {
            job = open(fence, fence.number());
        }
        depend(job, dependency, null, waited);
    }

    /**
     * A job was seen to wait, in an old trace.
     *
     * @param address the address of the fence that it waits for
     * @param dependency the same fence, by context and sequence number
     */
    void depends(int source, String ring, long id, FenceKey address, FenceKey dependency) {
        depend(byId.get(new IdKey(source, ring, id)), dependency, byFence.get(address), true);
    }

    private void depend(@Nullable OpenJob job, FenceKey dependency, @Nullable OpenJob other, boolean waited) {
        if (job != null) {
            int before = job.dependencies.size();
            OpenJob.Awaited known = job.await(dependency, other);
            known.waited |= waited;
            if (job.dependencies.size() > MOST_DEPENDENCIES) {
                throw new OverLimit("job " + job.label() + " depends on more than " + MOST_DEPENDENCIES
                        + " fences, and no job does; this trace is damaged");
            }
            if (job.dependencies.size() > before) {
                keepOneMore();
                awaited.computeIfAbsent(dependency, it -> new ArrayList<>(1)).add(known);
            }
        }
    }

    /** A fence signalled that somebody may wait for. */
    void signaled(FenceKey fence, TraceEvent event) {
        List<OpenJob.Awaited> waiting = awaited.remove(fence);
        if (waiting != null) {
            waiting.forEach(each -> each.signaledNanos = event.nanos());
        }
    }

    private @Nullable OpenJob find(JobFacts facts) {
        return byFence.get(facts.fence());
    }

    private OpenJob open(JobFacts facts) {
        return open(facts.fence(), facts.number());
    }

    private OpenJob open(FenceKey fence, long number) {
        keepOneMore();
        OpenJob job = new OpenJob(fence, number);
        byFence.put(fence, job);
        jobs.add(job);
        return job;
    }

    private void keepOneMore() {
        if (++kept > most) {
            throw OverLimit.ofJobs(most);
        }
    }

    private SeenClient place(OpenJob job, JobFacts facts) {
        SeenClient client = clients.computeIfAbsent(facts.entity(), it -> new SeenClient(it.entityLabel()));
        job.client = client;
        if (job.ring == null) {
            SeenRing ring = rings.computeIfAbsent(
                    new RingKey(facts.fence().source(), facts.device(), facts.ring()),
                    it -> new SeenRing(facts.fence().source(), facts.device(), facts.ring()));
            job.ring = ring;
            ring.jobs.add(job);
            client.rings.add(ring);
        }
        return client;
    }

    /** Returns the job of a finished fence, or null. */
    @Nullable
    OpenJob job(FenceKey fence) {
        return byFence.get(fence);
    }

    /** Returns the entity of a job, or null if nothing but its end was seen and its entity is not known either. */
    @Nullable
    SeenClient client(OpenJob job) {
        return job.client == null ? clients.get(job.fence.entity()) : job.client;
    }

    /** Returns all jobs that were seen, in the order in which they first appeared. */
    List<OpenJob> jobs() {
        return jobs;
    }

    /** Returns the rings, in the order in which they appear. */
    List<SeenRing> rings() {
        return List.copyOf(rings.values());
    }

    /** Returns how many jobs were done about which nothing else is known, not even a number; {@link #jobs} leaves them out. */
    long unknownDone() {
        return unknownDone;
    }

    String firstUnknownDone() {
        return firstUnknownDone;
    }
}
