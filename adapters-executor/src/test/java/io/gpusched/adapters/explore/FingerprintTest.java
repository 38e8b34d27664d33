package io.gpusched.adapters.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.search.RecordedInterleaving;
import io.gpusched.adapters.explore.state.Fingerprint;
import io.gpusched.adapters.explore.state.StateWatch;
import io.gpusched.adapters.explore.writer.ExploredWriter;
import io.gpusched.adapters.explore.writer.Strands;
import io.gpusched.application.device.Device;
import io.gpusched.application.device.SchedulerSettings;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Work;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.order.Fair;
import io.gpusched.domain.order.GpuTime;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.sched.Credits;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;
import io.gpusched.domain.sched.KeyedRunQueue;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.domain.sched.PendingList;
import io.gpusched.domain.sched.RunQueue;
import io.gpusched.domain.sched.Scheduler;
import io.gpusched.domain.sched.Score;
import io.gpusched.domain.sched.Tampering;
import io.gpusched.domain.sched.UnarmedJob;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever the future may depend on changes the fingerprint: one thing is changed at a time. */
class FingerprintTest {
    private static final long TIMEOUT = 50;

    /** Each changes one thing of the {@link Place}, by the name of the field that holds it. */
    private final Map<String, Change> changes = new LinkedHashMap<>();

    /** Fields that need no place of their own in a fingerprint. */
    private static final Set<String> EXEMPT = new TreeSet<>(List.of(
            // What never changes.
            "Entity.id",
            "Entity.fenceContext",
            "Entity.hasGuiltyFlag",
            "Entity.gpuTime",
            // For people and for the hardware; the scheduler does not look at it.
            "Entity.name",
            "Job.entity",
            "Job.fences",
            "Job.priority",
            "Job.payload",
            "JobFences.jobId",
            "RunQueue.level",
            "Scheduler.id",
            "Scheduler.name",
            "Scheduler.policy",
            "Scheduler.hangLimit",
            "Scheduler.credits",
            "Scheduler.score",
            "Scheduler.runQueues",
            "Scheduler.shared",
            // Only where the hardware is divided by weights; tests of their own say that they count.
            "Scheduler.lastEndNanos",
            "Entity.group",
            "Entity.share",
            "Job.servedLevel",
            "Scheduler.pending",
            "Scheduler.wakeup",
            "Scheduler.deadlines",
            "RunQueue.scheduler",
            "KeyedRunQueue.policy",
            // Set anew before the policy looks at it.
            "KeyedRunQueue.nowNanos",
            "KeyedRunQueue.tracksHeadPriority",
            "PendingList.overlapping",
            "GpuTime.average",
            // The priority; where Linux's bugs are reproduced, the one that the entity was made with.
            "Entity.runQueuePriority",
            // Follows from the jobs that were pushed, each of which has a place.
            "Entity.seqno",
            "Entity.head",
            "Entity.tail",
            // The lists show it from outside.
            "Job.next",
            "Job.previous",
            "PendingList.last",
            "PendingList.size",
            "KeyedRunQueue.ready",
            "KeyedRunQueue.blocked",
            // Only how the numbers of two entities compare counts, and that is the place of the entity.
            "KeyedRunQueue.insertions",
            // Follows from the order in which GPU time was charged, and taken stock of.
            "Scheduler.average",
            "GpuTime.chargedRuntimeNanos",
            // Which entity a scheduler for one entity serves: the one that was made for it.
            "Scheduler.onlyEntity",
            // Tests of their own say that they count.
            "PendingList.timedAnew",
            "JobFences.scheduler",
            "KeyedRunQueue.headPriority",
            // Made when somebody asks; who waits for it is known by the entity.
            "JobFences.scheduled"));

    /** Changes one thing. */
    @FunctionalInterface
    private interface Change {
        void make(Place place);
    }

    /** A device in the middle of its work. */
    private static final class Place {
        final ExploredWriter writer =
                new ExploredWriter(Guarantees.KEPT, Interleaving.FIRST_IN_FIRST_OUT, 1_000, new Strands());
        final StateWatch watch = new StateWatch(writer);
        final Stage stage = new Stage(writer, watch, null);
        final boolean overlapping;
        final Device device;
        final Scheduler ring;
        final Scheduler second;
        final Entity busy;
        final Entity idle;
        final Entity blocked;
        final Fence outside;
        final Job running;
        final Job queued;
        final Job waiting;

        Place() {
            this(false);
        }

        Place(boolean overlapping) {
            this.overlapping = overlapping;
            stage.hidesNothing();
            device = stage.device();
            ring = scheduler("ring");
            second = scheduler("second");
            busy = device.addEntity(Priority.NORMAL, List.of(ring));
            idle = device.addEntity(Priority.NORMAL, List.of(ring, second));
            blocked = device.addEntity(Priority.NORMAL, List.of(ring));
            outside = device.addFence(() -> "outside");
            stage.until(10);
            writer.afterEachStep(stage::afterStep);
            waiting = push(2, blocked, outside, device.addFence(() -> "later"));
            writer.drive();
            running = push(0, busy);
            writer.drive();
            queued = push(1, busy);
            writer.drive();
        }

        private Scheduler scheduler(String name) {
            return device.addScheduler(
                    new SchedulerSettings(name, new Fair(), 1, TIMEOUT, 1, null, SchedulerSettings.ALL_PRIORITIES),
                    stage.hardware(name, new Silent(overlapping)));
        }

        Job push(long id, Entity entity, Fence... dependencies) {
            UnarmedJob job = new UnarmedJob(id, entity, 1, "payload");
            for (Fence each : dependencies) {
                job.addDependency(each);
            }
            return device.submit(job).get();
        }

        List<Long> fingerprint() {
            long[] state = new Fingerprint(watch, writer).now();
            return List.of(state[0], state[1]);
        }
    }

    /** Takes every job and never answers. */
    private record Silent(boolean overlaps) implements Hardware {
        @Override
        public Launch run(HardwareJob job, Completion completion) {
            return Launch.Accepted.RUNNING;
        }

        @Override
        public Verdict timedOut(HardwareJob job, Recovery recovery) {
            return Verdict.NO_HANG;
        }

        @Override
        public void free(HardwareJob job) {}
    }

    FingerprintTest() {
        changes.put("Entity.priority", place -> place.busy.setPriority(Priority.HIGH, LinuxBugs.REPRODUCED));
        changes.put(
                "Entity.choice", place -> place.device.setSchedulers(place.idle, List.of(place.second, place.ring)));
        changes.put("Entity.runQueue", place -> Tampering.chooseRunQueue(place.idle));
        changes.put("Entity.attached", place -> Tampering.attach(place.idle));
        changes.put("Entity.stopped", place -> place.idle.close());
        changes.put("Entity.guilty", place -> Tampering.markGuilty(place.idle));
        changes.put("Entity.turn", place -> place.idle.setTurn(3));
        changes.put("Entity.queued", place -> place.push(3, place.busy));
        changes.put("Entity.dependency", place -> place.blocked.signaled(place.outside));
        changes.put("Entity.lastScheduled", place -> Tampering.retire(place.busy, place.running));
        changes.put("Job.dependencies", place -> Tampering.takeDependency(place.waiting));
        changes.put("Job.credits", place -> Tampering.truncateCredits(place.queued, 7));
        changes.put("Job.karma", place -> Tampering.blame(place.queued));
        changes.put("Job.estimateMicros", place -> Tampering.setEstimateMicros(place.queued, 7));
        changes.put("Job.submitNanos", place -> Tampering.submittedAt(place.queued, -5));
        changes.put("Job.hardware", place -> place.running.setHardware(null));
        changes.put(
                "JobFences.deadlineNanos",
                place -> place.running.fences().finished().setDeadline(9));
        changes.put("JobFences.scheduledNanos", place -> Tampering.restampScheduled(place.running, -4));
        changes.put("Scheduler.timeoutNanos", place -> place.ring.setTimeoutNanos(TIMEOUT + 1));
        changes.put("Scheduler.eligible", place -> place.second.setEligible(false));
        changes.put("Scheduler.tornDown", place -> place.second.tearDown());
        changes.put("Scheduler.paused", place -> place.second.setPaused(true));
        changes.put("KeyedRunQueue.turns", place -> ((KeyedRunQueue) place.second.runQueue(0)).nextTurn());
        changes.put("PendingList.first", place -> place.ring.pending().remove(place.running));
        changes.put("Credits.inFlight", place -> Tampering.takeCredit(place.second));
        changes.put("Credits.limit", place -> place.second.credits().setLimit(9));
        changes.put("Credits.closed", place -> place.second.credits().setClosed(true));
        changes.put("Score.value", place -> Tampering.incrementScore(place.second));
        changes.put("GpuTime.runtimeNanos", place -> place.idle.gpuTime().charge(1));
        changes.put(
                "GpuTime.vruntimeNanos",
                place -> new Fair().keyOnJoin(place.idle, (KeyedRunQueue) place.ring.runQueue(0), place.queued));
        changes.put(
                "the error of a fence to come",
                place -> place.queued.fences().finished().setError(Errno.EIO));
        changes.put("the error of a dependency", place -> place.outside.setError(Errno.EIO));
        changes.put("a dependency that must not be pipelined", place -> place.outside.forbidPipelining());
        changes.put("who waits for a fence, in which order", place -> {
            place.outside.removeCallback(place.blocked);
            place.outside.addCallback(place.idle);
            place.outside.addCallback(place.blocked);
        });
        changes.put("a fence of somebody's", place -> place.device.signal(place.device.addFence(() -> "x"), null));
        changes.put("a message", place -> place.device.send(place.second, () -> {}));
        changes.put("a timer of somebody's", place -> place.stage.client("bob").then("comes", () -> {}));
        changes.put("when a timeout comes", place -> place.device.resumeTimeout(place.ring, TIMEOUT / 2));
        changes.put("a timeout whose clock is stopped", place -> place.device.suspendTimeout(place.second));
        changes.put("queued work", place -> place.writer.ordered("submit").queue(new Item()));
        changes.put(
                "queued work on another queue",
                place -> place.writer.ordered("mine").queue(new Item()));
        changes.put(
                "somebody who waits for no work",
                place -> place.writer.ordered("mine").drain(() -> {}));
        changes.put("a scheduler torn down", place -> place.device.teardown(place.second));
        changes.put("the time that is left", place -> place.stage.until(11));
        changes.put("what the rules expect", place -> place.watch.alsoState(() -> 1));
    }

    private static final class Item extends Work {
        @Override
        public void run() {}

        @Override
        public String toString() {
            return "item";
        }
    }

    @Test
    void equal_states_have_equal_fingerprints() {
        assertThat(new Place().fingerprint()).isEqualTo(new Place().fingerprint());
    }

    @TestFactory
    Stream<DynamicTest> what_changes_the_future_changes_the_fingerprint() {
        return changes.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    Place place = new Place();
                    List<Long> before = place.fingerprint();

                    each.getValue().make(place);

                    assertThat(place.fingerprint()).isNotEqualTo(before);
                }));
    }

    @TestFactory
    Stream<DynamicTest> every_field_is_changed_above_or_has_a_reason_not_to_be() {
        return Stream.of(
                        Entity.class,
                        Job.class,
                        JobFences.class,
                        Scheduler.class,
                        RunQueue.class,
                        KeyedRunQueue.class,
                        PendingList.class,
                        Credits.class,
                        Score.class,
                        GpuTime.class)
                .flatMap(each -> Arrays.stream(each.getDeclaredFields()))
                .filter(each -> !Modifier.isStatic(each.getModifiers()))
                .map(each -> each.getDeclaringClass().getSimpleName() + "." + each.getName())
                .map(each -> DynamicTest.dynamicTest(
                        each, () -> assertThat(changes.containsKey(each)).isNotEqualTo(EXEMPT.contains(each))));
    }

    @Test
    void where_jobs_overlap_it_counts_how_much_of_its_time_a_job_has_used() {
        for (boolean overlapping : List.of(true, false)) {
            Place place = new Place(overlapping);
            List<Long> before = place.fingerprint();

            place.ring.pending().timeAnew(place.running, -3);

            assertThat(place.fingerprint().equals(before)).isEqualTo(!overlapping);
        }
    }

    @Test
    void which_scheduler_a_job_is_for_counts() {
        Place one = new Place();
        Place other = new Place();
        one.device.setSchedulers(one.idle, List.of(one.ring));
        other.device.setSchedulers(other.idle, List.of(other.second));

        one.push(3, one.idle);
        other.push(3, other.idle);

        assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint());
    }

    @Test
    void the_priority_that_the_first_of_a_queue_had_when_it_came_counts() {
        Place high = new Place();
        Place normal = new Place();
        high.idle.setPriority(Priority.HIGH, LinuxBugs.REPRODUCED);
        for (Place each : List.of(high, normal)) {
            each.device.stop(each.second);
            each.push(3, each.idle);
        }

        high.idle.setPriority(Priority.NORMAL, LinuxBugs.REPRODUCED);

        assertThat(((KeyedRunQueue) high.second.runQueue(0)).headPriority()).isEqualTo(Priority.HIGH);
        assertThat(high.fingerprint()).isNotEqualTo(normal.fingerprint());
    }

    @Test
    void when_a_timer_comes_counts() {
        Place early = new Place();
        Place late = new Place();
        early.stage.until(Long.MAX_VALUE);
        late.stage.until(Long.MAX_VALUE);
        early.stage.client("bob").at(3, "comes", () -> {});
        late.stage.client("bob").at(4, "comes", () -> {});

        assertThat(early.fingerprint()).isNotEqualTo(late.fingerprint());
    }

    @Test
    void what_a_scenario_may_hide_counts_in_its_order_unless_it_says_that_it_hides_nothing() {
        assertThat(afterBothCame(false, 0)).isNotEqualTo(afterBothCame(false, 1));
        assertThat(afterBothCame(true, 0)).isEqualTo(afterBothCame(true, 1));
    }

    private static List<Long> afterBothCame(boolean hidesNothing, int first) {
        ExploredWriter writer =
                new ExploredWriter(Guarantees.KEPT, new RecordedInterleaving(first), 100, new Strands());
        StateWatch watch = new StateWatch(writer);
        Stage stage = new Stage(writer, watch, null);
        if (hidesNothing) {
            stage.hidesNothing();
        }
        writer.watch(watch::begins, new Fingerprint(watch, writer)::now);
        stage.client("alice").then("comes", () -> {});
        stage.client("bob").then("comes", () -> {});
        writer.drive();
        long[] state = new Fingerprint(watch, writer).now();
        return List.of(state[0], state[1]);
    }
}
