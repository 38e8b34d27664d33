package io.gpusched.files.trace;

import java.util.LinkedHashSet;
import java.util.Set;

/** An entity, and what was seen of it so far. */
final class SeenClient {
    private static final String UNKNOWN_TASK = "<...>";

    private static final long NOBODY = -1;

    final String entity;
    final Set<SeenRing> rings = new LinkedHashSet<>();
    String name = UNKNOWN_TASK;
    long process = NOBODY;
    long clientId;
    long firstQueued = Long.MAX_VALUE;
    long lastRun = Long.MIN_VALUE;
    long lastDone = Long.MIN_VALUE;

    SeenClient(String entity) {
        this.entity = entity;
    }

    /** Notes who submitted; the first who has a name gives it to the client. */
    void submittedBy(String task, long pid, long id) {
        if (process == NOBODY || (name.equals(UNKNOWN_TASK) && !task.equals(UNKNOWN_TASK))) {
            name = task;
            process = pid;
        }
        if (clientId == 0) {
            clientId = id;
        }
    }

    /** Tells whether an event of a job was lost, seeing that later jobs of the entity have theirs. */
    boolean hasLostEventOf(OpenJob job) {
        if (!job.isQueued()) {
            return job.number > firstQueued;
        }
        return job.hasRun() ? job.number < lastDone : job.isDone() || job.number < lastRun;
    }
}
