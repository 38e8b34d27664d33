package io.gpusched.cli.duel;

import io.gpusched.domain.order.Priority;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A client of a generated workload. It submits frames. A frame has some jobs for each of the client's entities, and the first job of an entity
 * waits for the last one of the entity before it, as the passes of a game do.
 *
 * @param priority the priority of its entities
 * @param closed whether it waits for a frame before it begins with the next one
 * @param entities how many entities it has, at least 1; a client that waits has one
 * @param jobs the jobs of a frame for each entity, at least 1
 * @param jobMillis how long each takes, in milliseconds, at least 1
 * @param credits how many credits each takes, at least 1; a client that waits takes one
 * @param frames how many frames, at least 1
 * @param startMillis when it begins, in milliseconds
 * @param pauseMillis from one frame to the next, or from the end of one to the next; 0 submits all frames at once, or without a pause
 */
record GeneratedClient(
        Priority priority,
        boolean closed,
        int entities,
        int jobs,
        int jobMillis,
        int credits,
        int frames,
        int startMillis,
        int pauseMillis) {
    private static final Priority[] PRIORITIES = {Priority.HIGH, Priority.NORMAL, Priority.LOW};
    private static final List<Integer> MILLIS = List.of(1, 2, 3, 4, 5, 6, 8, 10, 12, 16);
    private static final int MOST_ENTITIES = 4;
    private static final int MOST_CREDITS = 4;
    private static final int LONGEST_START = 20;
    private static final int LONGEST_PAUSE = 24;
    private static final int NORMAL_OF_TEN = 7;
    private static final int TEN = 10;

    static GeneratedClient random(SplittableRandom random, int mostJobs) {
        GeneratedClient client = new GeneratedClient(
                priority(random),
                random.nextBoolean(),
                1 + random.nextInt(Math.min(MOST_ENTITIES, mostJobs)),
                1 + random.nextInt(mostJobs),
                millis(random),
                random.nextInt(TEN) < NORMAL_OF_TEN ? 1 : 1 + random.nextInt(MOST_CREDITS),
                1 + random.nextInt(mostJobs),
                random.nextInt(LONGEST_START + 1),
                random.nextInt(LONGEST_PAUSE + 1));
        return client.within(mostJobs);
    }

    private static Priority priority(SplittableRandom random) {
        return random.nextInt(TEN) < NORMAL_OF_TEN ? Priority.NORMAL : PRIORITIES[random.nextInt(PRIORITIES.length)];
    }

    private static int millis(SplittableRandom random) {
        return MILLIS.get(random.nextInt(MILLIS.size()));
    }

    /** Returns the same client with no more jobs than it may have. */
    private GeneratedClient within(int mostJobs) {
        int fewEntities = closed ? 1 : Math.min(entities, mostJobs);
        int fewJobs = Math.min(jobs, mostJobs / fewEntities);
        int fewFrames = Math.min(frames, mostJobs / (fewEntities * fewJobs));
        return new GeneratedClient(
                priority,
                closed,
                fewEntities,
                fewJobs,
                jobMillis,
                closed ? 1 : credits,
                fewFrames,
                startMillis,
                pauseMillis);
    }

    /** Returns the same client with one thing drawn anew. */
    GeneratedClient mutated(SplittableRandom random, int mostJobs) {
        GeneratedClient other = random(random, mostJobs);
        int changed = random.nextInt(9);
        return new GeneratedClient(
                        changed == 0 ? other.priority : priority,
                        changed == 1 ? !closed : closed,
                        changed == 2 ? other.entities : entities,
                        changed == 3 ? other.jobs : jobs,
                        changed == 4 ? other.jobMillis : jobMillis,
                        changed == 5 ? other.credits : credits,
                        changed == 6 ? other.frames : frames,
                        changed == 7 ? other.startMillis : startMillis,
                        changed == 8 ? other.pauseMillis : pauseMillis)
                .within(mostJobs);
    }
}
