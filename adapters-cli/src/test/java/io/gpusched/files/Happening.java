package io.gpusched.files;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A random life of some rings, and what may be told of it: the jobs as they were, and their events in order. */
final class Happening {
    static final int ENTITIES = 5;
    private static final int RINGS = 3;
    private static final int MOST_JOBS_MADE = 60;
    private static final int STEP_MICROS = 300;

    /** What happened to a job. */
    enum Kind {
        QUEUE,
        RUN,
        DONE
    }

    /**
     * An event of a job.
     *
     * @param inFlight jobs on its ring, itself included if it is there
     */
    record Moment(Kind kind, Life job, long micros, int inFlight) {}

    /** A job, whose times are filled in as they come. */
    static final class Life {
        final int id;
        final int entity;
        final int ring;
        final int seqno;
        final List<Life> awaited = new ArrayList<>();
        long queued;
        long run = Long.MAX_VALUE;
        long done = Long.MAX_VALUE;

        Life(int id, int entity, int ring, int seqno) {
            this.id = id;
            this.entity = entity;
            this.ring = ring;
            this.seqno = seqno;
        }
    }

    final List<Life> jobs = new ArrayList<>();
    final List<Moment> moments = new ArrayList<>();
    private final RandomGenerator random;
    private final List<Life> waiting = new ArrayList<>();
    private final List<Life> running = new ArrayList<>();
    private long now = 5_000_000;

    /** Makes up what happened, each at a time of its own. */
    Happening(RandomGenerator random) {
        this(random, 1, STEP_MICROS);
    }

    /** Makes up what happened, much of it in the same microsecond. */
    static Happening withEqualTimes(RandomGenerator random) {
        return new Happening(random, 0, 2);
    }

    private Happening(RandomGenerator random, int leastStep, int steps) {
        this.random = random;
        while (jobs.size() < MOST_JOBS_MADE || !waiting.isEmpty() || !running.isEmpty()) {
            now += leastStep + random.nextInt(steps);
            switch (random.nextInt(3)) {
                case 0 -> queue();
                case 1 -> run();
                default -> finish();
            }
        }
    }

    static int ringOf(int entity) {
        return entity % RINGS;
    }

    private void queue() {
        if (jobs.size() == MOST_JOBS_MADE) {
            return;
        }
        int entity = random.nextInt(ENTITIES);
        long before = jobs.stream().filter(each -> each.entity == entity).count();
        Life job = new Life(jobs.size(), entity, ringOf(entity), 100 + (int) before);
        job.queued = now;
        for (int i = random.nextInt(3); i > 0 && !jobs.isEmpty(); i--) {
            Life other = jobs.get(random.nextInt(jobs.size()));
            if (other.entity != entity && !job.awaited.contains(other)) {
                job.awaited.add(other);
            }
        }
        jobs.add(job);
        waiting.add(job);
        tell(Kind.QUEUE, job);
    }

    private void run() {
        if (waiting.isEmpty()) {
            return;
        }
        int entity = waiting.get(random.nextInt(waiting.size())).entity;
        Life job = waiting.stream()
                .filter(each -> each.entity == entity)
                .findFirst()
                .orElseThrow();
        waiting.remove(job);
        running.add(job);
        job.run = now;
        tell(Kind.RUN, job);
    }

    private void finish() {
        if (running.isEmpty()) {
            return;
        }
        Life job = running.remove(0);
        job.done = now;
        tell(Kind.DONE, job);
    }

    private void tell(Kind kind, Life job) {
        int inFlight =
                (int) running.stream().filter(each -> each.ring == job.ring).count();
        moments.add(new Moment(kind, job, now, inFlight));
    }
}
