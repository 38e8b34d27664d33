package io.gpusched.adapters.explore.liveness;

import io.gpusched.adapters.explore.Scenario;
import io.gpusched.adapters.explore.Stage;
import io.gpusched.adapters.explore.hash.Mix;
import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.NamedAction;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Writer;
import io.gpusched.domain.order.Policy;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.UnarmedJob;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Clients that submit without end, each whenever it likes: one that is asked about, and others. No run of them ends, and yet there are finitely many
 * states, because a job's number is used again when the job is gone.
 *
 * <p>Each client has one job more than the hardware takes at once, so that one may always wait. The hardware works on as many jobs as there are
 * credits, side by side, and each takes the same time.
 *
 * @param policy chooses whom to serve
 * @param others who competes with the client that is asked about
 * @param credits how many jobs the hardware takes at once, at least 1
 */
public record Rivals(Policy policy, Others others, int credits) implements Scenario {
    /** How long a job takes, in nanoseconds: a number that the sums of the weights divide, which keeps the number of states small. */
    private static final long JOB_NANOS = 12_000;

    /** More jobs than a client ever has, so that its jobs have numbers of their own. */
    private static final int MOST_JOBS = 100;

    /** Who competes. */
    public enum Others {
        /** One client like the one that is asked about. */
        EQUAL,
        /** One client of a higher priority. */
        MORE_URGENT,
        /** Short-lived clients of the same priority: each submits one job through an entity of its own, and goes. */
        NEWCOMERS
    }

    @Override
    public void setUp(Stage stage) {
        stage.hidesNothing();
        new Place(stage).begin();
    }

    /** The device, its hardware and its clients in one schedule. */
    private final class Place implements Tracepoints {
        private final Stage stage;
        private final Device device;
        private final Slots slots;
        private final Scheduler ring;
        private final List<Client> clients = new ArrayList<>();

        Place(Stage stage) {
            this.stage = stage;
            this.device = stage.device(LinuxBugs.MENDED, this);
            this.slots = new Slots(stage.hardwareSide("ring"), credits);
            this.ring = device.addScheduler(
                    new SchedulerSettings(
                            "ring", policy, credits, Nanos.NO_LIMIT, 0, null, SchedulerSettings.ALL_PRIORITIES),
                    stage.hardware("ring", slots));
        }

        void begin() {
            stage.alsoState(slots::state);
            add("the client", Priority.NORMAL, false);
            switch (others) {
                case EQUAL -> add("another client", Priority.NORMAL, false);
                case MORE_URGENT -> add("a more urgent client", Priority.HIGH, false);
                case NEWCOMERS -> {
                    for (int i = 0; i <= credits; i++) {
                        add("newcomer " + i, Priority.NORMAL, true);
                    }
                }
            }
        }

        private void add(String name, Priority priority, boolean comesAndGoes) {
            Client client = new Client(this, clients.size(), name, priority, comesAndGoes);
            clients.add(client);
            client.begin();
        }

        @Override
        public void freed(Job job) {
            ((Client) job.payload()).freed(job);
        }
    }

    /** Somebody who submits whenever it likes, as long as not all of its jobs are under way. */
    private static final class Client {
        private final Place place;
        private final int number;
        private final Priority priority;
        private final boolean comesAndGoes;
        private final boolean[] used;
        private final Timer submits;
        private @Nullable Entity entity;

        Client(Place place, int number, String name, Priority priority, boolean comesAndGoes) {
            this.place = place;
            this.number = number;
            this.priority = priority;
            this.comesAndGoes = comesAndGoes;
            this.used = new boolean[comesAndGoes ? 1 : place.slots.size() + 1];
            this.submits =
                    place.stage.clientSide("").timers().timer(new NamedAction(name + " submits a job", this::submit));
        }

        void begin() {
            if (!comesAndGoes) {
                enter();
            }
            submits.arm(0);
        }

        private Entity enter() {
            Entity entered = place.device.addEntity(priority, List.of(place.ring));
            entity = entered;
            return entered;
        }

        private void submit() {
            int free = free();
            used[free] = true;
            Entity own = entity == null ? enter() : entity;
            UnarmedJob job = new UnarmedJob((long) number * MOST_JOBS + free, own, 1, this);
            job.setEstimateNanos(JOB_NANOS);
            place.device.submit(job).getOrElseThrow(refused -> new IllegalStateException("refused: " + refused));
            if (free() >= 0) {
                submits.arm(0);
            }
        }

        private int free() {
            for (int i = 0; i < used.length; i++) {
                if (!used[i]) {
                    return i;
                }
            }
            return -1;
        }

        void freed(Job job) {
            used[(int) (job.id() - (long) number * MOST_JOBS)] = false;
            Entity own = entity;
            if (comesAndGoes && own != null) {
                entity = null;
                place.device.close(own);
            }
            if (!submits.isArmed()) {
                submits.arm(0);
            }
        }
    }

    /** Works on a number of jobs side by side; they end in the order of their times. */
    private static final class Slots implements Hardware {
        private final @Nullable HardwareJob[] jobs;
        private final Completion[] completions;
        private final Timer[] ends;

        Slots(Writer side, int size) {
            jobs = new HardwareJob[size];
            completions = new Completion[size];
            ends = new Timer[size];
            Timers timers = side.timers();
            for (int i = 0; i < size; i++) {
                int slot = i;
                ends[i] = timers.timer(new NamedAction("the job in slot " + i + " ends", () -> end(slot)));
            }
        }

        int size() {
            return jobs.length;
        }

        long state() {
            long sum = 1;
            for (HardwareJob job : jobs) {
                sum = Mix.step(sum, job == null ? -1 : job.id());
            }
            return sum;
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            int slot = 0;
            while (jobs[slot] != null) {
                slot++;
            }
            jobs[slot] = job;
            completions[slot] = completion;
            ends[slot].arm(JOB_NANOS);
            return Launch.Accepted.RUNNING;
        }

        private void end(int slot) {
            jobs[slot] = null;
            completions[slot].complete();
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {}
    }
}
