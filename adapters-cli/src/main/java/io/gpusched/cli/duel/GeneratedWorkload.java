package io.gpusched.cli.duel;

import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.Dependency;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A workload that chance has made: some clients on one ring.
 *
 * @param credits the credit limit of the ring, at least 1
 * @param clients the clients, at least one; they are named A, B and so on
 * @param mostClients how many clients it may have
 * @param mostJobs how many jobs each may have
 */
public record GeneratedWorkload(int credits, List<GeneratedClient> clients, int mostClients, int mostJobs)
        implements DuelWorkload {
    private static final long MILLI = 1_000_000;
    private static final int MOST_CREDITS = 4;
    private static final int SMALLEST = 2;
    private static final int MOVES = 8;

    public GeneratedWorkload {
        clients = List.copyOf(clients);
    }

    /**
     * Draws a workload.
     *
     * @param mostClients how many clients it may have, at least 2
     * @param mostJobs how many jobs each may have, at least 1
     */
    public static GeneratedWorkload random(SplittableRandom random, int mostClients, int mostJobs) {
        List<GeneratedClient> clients = new ArrayList<>();
        int count = SMALLEST + random.nextInt(mostClients - SMALLEST + 1);
        for (int i = 0; i < count; i++) {
            clients.add(GeneratedClient.random(random, mostJobs));
        }
        return new GeneratedWorkload(credits(random), clients, mostClients, mostJobs);
    }

    private static int credits(SplittableRandom random) {
        return random.nextBoolean() ? 1 : 1 + random.nextInt(MOST_CREDITS);
    }

    @Override
    public GeneratedWorkload fresh(SplittableRandom random) {
        return random(random, mostClients, mostJobs);
    }

    @Override
    public List<String> changes() {
        return List.of();
    }

    @Override
    public GeneratedWorkload mutated(SplittableRandom random) {
        List<GeneratedClient> changed = new ArrayList<>(clients);
        int which = random.nextInt(changed.size());
        int move = random.nextInt(MOVES);
        if (move == 0) {
            return new GeneratedWorkload(credits(random), clients, mostClients, mostJobs);
        }
        if (move == 1 && changed.size() < mostClients) {
            changed.add(random.nextBoolean() ? changed.get(which) : GeneratedClient.random(random, mostJobs));
        } else if (move == 2 && changed.size() > SMALLEST) {
            changed.remove(which);
        } else {
            changed.set(which, changed.get(which).mutated(random, mostJobs));
        }
        return new GeneratedWorkload(credits, changed, mostClients, mostJobs);
    }

    @Override
    public DuelWorkload crossed(DuelWorkload other, SplittableRandom random) {
        if (!(other instanceof GeneratedWorkload that)) {
            return mutated(random);
        }
        List<GeneratedClient> all = new ArrayList<>(clients);
        all.addAll(that.clients);
        while (all.size() > mostClients || (all.size() > SMALLEST && random.nextInt(all.size()) > 1)) {
            all.remove(random.nextInt(all.size()));
        }
        return new GeneratedWorkload(random.nextBoolean() ? credits : that.credits, all, mostClients, mostJobs);
    }

    @Override
    public Workload workload() {
        List<EntityLine> entities = new ArrayList<>();
        List<TimedStep> steps = new ArrayList<>();
        long nextJob = 0;
        for (int i = 0; i < clients.size(); i++) {
            GeneratedClient client = clients.get(i);
            int first = entities.size();
            for (int entity = 0; entity < client.entities(); entity++) {
                entities.add(new EntityLine(name(i), client.priority(), List.of(0)));
            }
            if (client.closed()) {
                steps.add(new TimedStep(client.startMillis() * MILLI, loop(client, first, nextJob)));
            } else {
                frames(client, first, nextJob, steps);
            }
            nextJob += (long) client.entities() * client.jobs() * client.frames();
        }
        SchedulerLine ring =
                new SchedulerLine("ring", credits, Nanos.NO_LIMIT, 0, OnTimeout.SIGNAL, SchedulerLine.OWN_SCORE);
        return new Workload(Policies.DEFAULT, List.of(ring), entities, List.of(), inOrder(steps), Nanos.NEVER);
    }

    private static String name(int client) {
        return Character.toString('A' + client);
    }

    /** In a case, a job comes before those that wait for it; what happens at one time keeps its order. */
    private static List<TimedStep> inOrder(List<TimedStep> steps) {
        return steps.stream()
                .sorted((a, b) -> Long.compare(a.atNanos(), b.atNanos()))
                .toList();
    }

    private static Step.Client loop(GeneratedClient client, int entity, long firstJob) {
        return new Step.Client(
                entity,
                firstJob,
                client.jobs(),
                client.jobMillis() * MILLI,
                client.pauseMillis() * MILLI,
                true,
                client.frames());
    }

    private static void frames(GeneratedClient client, int firstEntity, long firstJob, List<TimedStep> steps) {
        long job = firstJob;
        for (int frame = 0; frame < client.frames(); frame++) {
            long at = (client.startMillis() + (long) frame * client.pauseMillis()) * MILLI;
            for (int entity = 0; entity < client.entities(); entity++) {
                for (int i = 0; i < client.jobs(); i++) {
                    List<Dependency> waits =
                            entity > 0 && i == 0 ? List.of(new Dependency.Finished(job - 1)) : List.of();
                    steps.add(new TimedStep(
                            at,
                            new Step.Push(
                                    job,
                                    firstEntity + entity,
                                    client.credits(),
                                    GpuWork.of(client.jobMillis() * MILLI),
                                    waits)));
                    job++;
                }
            }
        }
    }
}
