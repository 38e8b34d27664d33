package io.gpusched.views.export;

import io.gpusched.views.export.Tracks.Slice;
import java.util.ArrayDeque;
import java.util.List;

/** The tracks of one entity: the job that is first in its queue, and the lives of all its jobs. */
final class EntityTrack {
    private static final int NONE = -1;
    private final Tracks tracks;
    private final int process;
    private final String name;
    private final int client;
    private final int order;
    private final int track;
    private final ArrayDeque<JobLife> queue = new ArrayDeque<>();
    private int momentsTrack = NONE;
    private int vruntimeCounter = NONE;

    /**
     * Makes the tracks.
     *
     * @param name what to call the entity, unlike any other of the process
     * @param client the number of the client that it belongs to
     */
    EntityTrack(Tracks tracks, int process, String name, int client, int order) {
        this.tracks = tracks;
        this.process = process;
        this.name = name;
        this.client = client;
        this.order = order;
        this.track = tracks.track(process, "entity " + name, order);
    }

    String name() {
        return name;
    }

    int client() {
        return client;
    }

    /** A job was put into the queue. */
    void queue(JobLife job) {
        queue.addLast(job);
        if (queue.size() == 1) {
            job.comesToTheFront(job.queuedNanos);
        }
    }

    /** A job left the queue, as a rule its first. */
    void leave(JobLife job, long nanos) {
        boolean wasFirst = queue.peekFirst() == job;
        if (!wasFirst) {
            queue.remove(job);
            return;
        }
        queue.removeFirst();
        if (!queue.isEmpty()) {
            queue.getFirst().comesToTheFront(nanos);
        }
    }

    /** Draws that a job was the first in the queue. */
    void draw(Slice first) {
        tracks.slice(track, first);
    }

    /** Draws what came of a job that was on no ring in the end, in a moment that may lie anywhere. */
    void drawMoment(Slice moment) {
        if (momentsTrack == NONE) {
            momentsTrack = tracks.track(process, "entity " + name + ", not on a ring", order);
        }
        tracks.slice(momentsTrack, moment);
    }

    /** Draws the life of a job, under the name of the entity, so that all lie together. */
    void drawLife(JobLife job, long nanos) {
        tracks.life(track, new Slice(name, job.queuedNanos, nanos, job.details()), List.copyOf(job.parts()));
    }

    /** Sets where it stood under a fair policy. */
    void setVruntime(long vruntimeNanos, long nanos) {
        if (vruntimeCounter == NONE) {
            vruntimeCounter = tracks.counter(process, name + " virtual", "runtime, ms");
        }
        tracks.count(vruntimeCounter, nanos, vruntimeNanos / 1e6);
    }
}
