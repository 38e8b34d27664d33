package io.gpusched.adapters.tck;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.HardwareJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Small hardware that does all that the kit asks for, and at most one thing wrong. Its payloads are the kinds of work. */
final class ModelHardware implements Hardware {
    static final long WORK_NANOS = 1_000;
    static final long TIMEOUT_NANOS = 100 * WORK_NANOS;
    private static final long BLOCK_MILLIS = 40;

    private final Fault fault;
    private final Fault.Shape shape;
    private final Device device;
    private final Writer writer;
    private final List<ModelHardware> allRings;
    private final List<Running> ring = new ArrayList<>();
    private final Set<HardwareJob> held = new HashSet<>();
    private final Set<HardwareJob> hungBefore = new HashSet<>();
    private final Map<HardwareJob, Fence> prepared = new HashMap<>();
    private final List<Completion> oldCompletions = new ArrayList<>();
    private final int number;
    private long extraHeld;
    private int runs;
    private int failures;
    private int recoveries;
    private int questions;
    private long lastEndNanos;
    private boolean broken;
    private boolean closed;

    ModelHardware(Fault fault, Fault.Shape shape, Device device, Writer writer, List<ModelHardware> allRings) {
        this.fault = fault;
        this.shape = shape;
        this.device = device;
        this.writer = writer;
        this.allRings = allRings;
        this.number = allRings.size();
        allRings.add(this);
    }

    /** A job on the ring. */
    private static final class Running {
        private final HardwareJob job;
        private final Completion completion;
        private boolean started;

        Running(HardwareJob job, Completion completion) {
            this.job = job;
            this.completion = completion;
        }
    }

    private boolean is(Fault other) {
        return fault == other;
    }

    private boolean worksSideBySide() {
        return shape == Fault.Shape.OVERLAPPING && !is(Fault.CLAIMS_TO_OVERLAP);
    }

    long held() {
        return held.size() + extraHeld;
    }

    long credits() {
        return ring.stream()
                .mapToInt(each -> is(Fault.COUNTS_JOBS) ? 1 : each.job.credits())
                .sum();
    }

    @Override
    public @Nullable Launch run(HardwareJob job, Completion completion) {
        if (is(Fault.BLOCKS_IN_RUN)) {
            block(BLOCK_MILLIS);
        } else if (is(Fault.BLOCKS_FOR_EVER)) {
            block(Long.MAX_VALUE);
        } else if (is(Fault.RETURNS_NULL)) {
            return null;
        } else if (is(Fault.THROWS_IN_RUN)) {
            throw new IllegalStateException("planted in run");
        }
        runs++;
        if (job.error() != null) {
            if (is(Fault.KEEPS_WHAT_BEARS_AN_ERROR)) {
                return Launch.Accepted.RUNNING;
            }
            broken |= is(Fault.STALLS_AT_A_CANCELLED_JOB) && runs > 1;
            return Launch.Accepted.NOTHING;
        }
        if (closed) {
            return new Launch.Refused(Errno.ENODEV);
        }
        SampleWork work = (SampleWork) job.payload();
        if (work == SampleWork.REFUSED) {
            return refuse(job, completion);
        }
        if (work == SampleWork.NOTHING) {
            if (is(Fault.KEEPS_NEEDLESS_WORK)) {
                return Launch.Accepted.RUNNING;
            }
            if (is(Fault.COMPLETES_NEEDLESS_WORK)) {
                writer.timers().timer(completion::complete).arm(WORK_NANOS);
            }
            return Launch.Accepted.NOTHING;
        }
        if (is(Fault.HAS_LESS_ROOM_THAN_CREDITS) && ring.size() >= 2) {
            return new Launch.Refused(Errno.EINVAL);
        }
        held.add(job);
        if (is(Fault.LEAKS) || is(Fault.LEAKS_WHAT_TIMES_OUT) && work == SampleWork.HANGING) {
            extraHeld++;
        }
        if (is(Fault.GIVES_BACK_ONE_OF_MANY)) {
            extraHeld += job.credits() - 1;
        }
        if (is(Fault.COMPLETES_INSIDE_RUN_AND_LATER)) {
            completion.complete();
        }
        replaceIfKeysAreWrong(job);
        ring.add(new Running(job, completion));
        startNext();
        return Launch.Accepted.RUNNING;
    }

    private Launch refuse(HardwareJob job, Completion completion) {
        if (is(Fault.FAILS_INSTEAD_OF_REFUSING)) {
            writer.timers().timer(() -> completion.fail(Errno.EINVAL)).arm(WORK_NANOS);
            return Launch.Accepted.RUNNING;
        }
        if (is(Fault.COMPLETES_WHAT_IT_REFUSED)) {
            writer.timers().timer(completion::complete).arm(WORK_NANOS);
        }
        if (is(Fault.LEAKS_WHAT_IT_REFUSES)) {
            extraHeld++;
        }
        return new Launch.Refused(Errno.EINVAL);
    }

    /** A map with the wrong key forgets the job that it had under that key. */
    private void replaceIfKeysAreWrong(HardwareJob job) {
        if (is(Fault.IS_KEYED_BY_PAYLOAD)) {
            ring.removeIf(each -> each.job.payload() == job.payload());
        } else if (is(Fault.IS_KEYED_BY_NUMBER)) {
            ring.removeIf(each -> each.job.id() == job.id());
        }
    }

    private void startNext() {
        if (broken) {
            return;
        }
        if (worksSideBySide()) {
            ring.forEach(this::start);
        } else if (!ring.isEmpty()) {
            start(is(Fault.IS_LAST_IN_FIRST_OUT) ? ring.getLast() : ring.getFirst());
        }
    }

    private void start(Running running) {
        if (running.started || is(Fault.IS_LAST_IN_FIRST_OUT) && ring.stream().anyMatch(each -> each.started)) {
            return;
        }
        running.started = true;
        SampleWork work = (SampleWork) running.job.payload();
        boolean hangs = work == SampleWork.HANGING && !is(Fault.COMPLETES_WHAT_HANGS)
                || work == SampleWork.LOSES_DEVICE
                || work == SampleWork.HANGING_ONCE && hungBefore.add(running.job);
        boolean isLost = is(Fault.NEVER_COMPLETES)
                || is(Fault.LOSES_ONE_OF_29) && runs % 29 == 0
                || is(Fault.LOSES_ONE_OF_100) && runs % 100 == 0
                || is(Fault.NEVER_ENDS_BIG_JOBS) && running.job.credits() > 1
                || is(Fault.SLEEPS_IN_FOR_EVER)
                        && writer.clock().nanos() - lastEndNanos > TIMEOUT_NANOS / 2
                        && lastEndNanos > 0;
        if (!hangs && !isLost) {
            wait(running, work);
        }
    }

    private void wait(Running running, SampleWork work) {
        if (is(Fault.HAS_A_THREAD)) {
            Thread.ofPlatform().daemon().name("irq-1").start(running.completion::complete);
            return;
        }
        if (is(Fault.ARMS_OFF_THE_WRITER)) {
            Thread arming = Thread.ofPlatform().daemon().name("irq-1").start(() -> arm(running, work));
            try {
                arming.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        arm(running, work);
    }

    private void arm(Running running, SampleWork work) {
        long nanos = switch (work) {
            case LONG_WORK -> is(Fault.COMPLETES_TOO_EARLY) ? WORK_NANOS : 10 * WORK_NANOS;
            case SLOW -> 3 * TIMEOUT_NANOS / 2;
            default -> WORK_NANOS;
        };
        long chance = is(Fault.IS_DIFFERENT_EACH_TIME) ? Math.floorMod(System.nanoTime(), 997) : 0;
        writer.timers().timer(() -> end(running)).arm(nanos + chance);
    }

    private void end(Running running) {
        if (!ring.contains(running)) {
            return;
        }
        Running ended = is(Fault.COMPLETES_THE_WRONG_JOB) ? ring.getLast() : running;
        ring.remove(ended);
        lastEndNanos = writer.clock().nanos();
        SampleWork work = (SampleWork) running.job.payload();
        if (is(Fault.THROWS_WHEN_SLOW_WORK_ENDS) && work == SampleWork.SLOW) {
            throw new IllegalStateException("planted in the end of slow work");
        }
        if (work == SampleWork.FAILING && !is(Fault.FORGETS_THE_ERROR) || is(Fault.FAILS_ALL)) {
            fail(ended);
        } else {
            ended.completion.complete();
        }
        int more = is(Fault.COMPLETES_TWICE) ? 1 : is(Fault.COMPLETES_ONCE_PER_CREDIT) ? running.job.credits() - 1 : 0;
        for (int i = 0; i < more; i++) {
            writer.timers().timer(ended.completion::complete).arm(WORK_NANOS);
        }
        startNext();
    }

    @SuppressWarnings("NullAway") // FAILS_WITHOUT_AN_ERROR is wrong on purpose.
    private void fail(Running ended) {
        failures++;
        broken |= is(Fault.DIES_OF_FAILURES) && failures >= 8;
        ended.completion.fail(is(Fault.FAILS_WITHOUT_AN_ERROR) ? null : Errno.EIO);
    }

    @Override
    public @Nullable Verdict timedOut(HardwareJob job, Recovery recovery) {
        recoveries++;
        SampleWork work = (SampleWork) job.payload();
        if (is(Fault.BLOCKS_IN_TIMED_OUT)) {
            block(BLOCK_MILLIS);
        } else if (is(Fault.HAS_NO_VERDICT)) {
            return null;
        } else if (is(Fault.CLAIMS_A_RESET)) {
            return Verdict.RESET;
        } else if (is(Fault.SEES_NO_HANG)
                || work == SampleWork.SLOW && !is(Fault.KILLS_SLOW_WORK)
                || work == SampleWork.LOSES_DEVICE && is(Fault.DOES_NOT_TELL_THE_LOSS)) {
            return Verdict.NO_HANG;
        } else if (is(Fault.GIVES_THE_DEVICE_UP) || work == SampleWork.LOSES_DEVICE) {
            return Verdict.ENODEV;
        }
        return shape == Fault.Shape.SERIAL || shape == Fault.Shape.OVERLAPPING ? kill(job) : reset(recovery);
    }

    private Verdict kill(HardwareJob job) {
        if (is(Fault.STAYS_BROKEN) || is(Fault.RECOVERS_TWICE_ONLY) && recoveries >= 3) {
            broken = true;
        }
        List<Running> dead = ring.stream()
                .filter(each -> each.job == job || is(Fault.KILLS_ALL))
                .toList();
        ring.removeAll(dead);
        for (Running each : dead) {
            if (is(Fault.ENDS_TIMED_OUT_WORK_WELL)) {
                each.completion.complete();
            } else {
                each.completion.fail(is(Fault.ENDS_TIMED_OUT_WORK_WITH_EINVAL) ? Errno.EINVAL : Errno.ETIMEDOUT);
            }
            if (is(Fault.COMPLETES_BY_TIMEOUT_AND_BY_CANCEL)) {
                oldCompletions.add(each.completion);
            }
        }
        startNext();
        return is(Fault.KILLS_AND_SAYS_NO_HANG) ? Verdict.NO_HANG : Verdict.KILLED;
    }

    private Verdict reset(Recovery recovery) {
        if (is(Fault.RECOVERS_LATER)) {
            recovery.stop();
            ring.clear();
            writer.timers()
                    .timer(() -> {
                        recovery.resubmit();
                        recovery.start(null);
                    })
                    .arm(WORK_NANOS);
            return Verdict.RESET;
        }
        if (!is(Fault.STARTS_WITHOUT_A_STOP)) {
            recovery.stop();
        }
        if (!is(Fault.NEVER_BLAMES)) {
            recovery.increaseKarma();
        }
        allRings.stream().filter(each -> each != this).forEach(ModelHardware::stopWithTheOther);
        Running first = ring.isEmpty() ? null : ring.getFirst();
        if (first != null && is(Fault.COMPLETES_HUNG_WORK_IN_THE_RESET)) {
            first.completion.complete();
        }
        if (is(Fault.COMPLETES_OLD_RUNS)) {
            List<Running> old = List.copyOf(ring);
            writer.timers()
                    .timer(() -> old.forEach(each -> each.completion.fail(Errno.EIO)))
                    .arm(WORK_NANOS);
        }
        ring.clear();
        recovery.resubmit();
        if (first != null && is(Fault.COMPLETES_THE_FIRST_RUN_FOR_THE_SECOND)) {
            ring.replaceAll(each -> new Running(each.job, each.job == first.job ? first.completion : each.completion));
            startNext();
        }
        loseTheInnocent();
        if (!is(Fault.NEVER_STARTS_AGAIN)) {
            recovery.start(null);
        }
        if (shape == Fault.Shape.SHARED_RESET) {
            allRings.stream().filter(each -> each != this).forEach(ModelHardware::startWithTheOther);
        }
        return Verdict.RESET;
    }

    private void loseTheInnocent() {
        if (is(Fault.LOSES_THE_INNOCENT)) {
            ring.removeIf(each -> each.job.payload() == SampleWork.WORK);
        } else if (is(Fault.LOSES_THE_LAST_INNOCENT) && !ring.isEmpty()) {
            ring.removeLast();
        } else if (is(Fault.FAILS_THE_INNOCENT)) {
            List<Running> all = List.copyOf(ring);
            ring.clear();
            all.forEach(each -> each.completion.fail(Errno.EIO));
        }
    }

    private void stopWithTheOther() {
        device.recovery(device.schedulers().get(number), null).stop();
    }

    private void startWithTheOther() {
        ring.clear();
        Recovery recovery = device.recovery(device.schedulers().get(number), null);
        if (!is(Fault.RESETS_ONE_RING_OF_TWO)) {
            recovery.resubmit();
            recovery.start(null);
        }
    }

    @Override
    public void cancel(HardwareJob job) {
        if (is(Fault.BLOCKS_IN_CANCEL)) {
            block(BLOCK_MILLIS);
        }
        closed |= is(Fault.IS_CLOSED_BY_A_TEARDOWN);
        Running running =
                ring.stream().filter(each -> each.job == job).findFirst().orElse(null);
        if (running == null) {
            if (is(Fault.THROWS_AT_A_SECOND_CANCEL) || is(Fault.THROWS_AT_A_CANCEL_OF_WHAT_IS_OVER)) {
                throw new IllegalStateException("planted in cancel of job " + job.id());
            }
            oldCompletions.forEach(each -> each.fail(Errno.ECANCELED));
            return;
        }
        if (is(Fault.THROWS_AT_TEARDOWN)) {
            throw new IllegalStateException("planted in cancel");
        }
        if (is(Fault.IGNORES_CANCEL)) {
            return;
        }
        if (is(Fault.LEAKS_WHAT_IS_CANCELLED) || is(Fault.LEAKS_AT_TEARDOWN)) {
            extraHeld++;
        }
        List<Running> ended = is(Fault.CANCELS_ALL) ? List.copyOf(ring) : List.of(running);
        ring.removeAll(ended);
        for (Running each : ended) {
            if (is(Fault.CANCELS_LATE)) {
                writer.timers()
                        .timer(() -> each.completion.fail(Errno.ECANCELED))
                        .arm(WORK_NANOS);
            } else {
                each.completion.fail(Errno.ECANCELED);
            }
            if (is(Fault.COMPLETES_AFTER_THE_CANCEL) || is(Fault.COMPLETES_AFTER_FREE)) {
                writer.timers().timer(each.completion::complete).arm(WORK_NANOS);
            }
        }
        broken |= is(Fault.KEEPS_THE_PLACE_OF_A_CANCELLED_JOB);
        startNext();
    }

    @Override
    public void free(HardwareJob job) {
        if (is(Fault.BLOCKS_IN_FREE)) {
            block(BLOCK_MILLIS);
        }
        boolean wasHeld = held.remove(job);
        if (!wasHeld && is(Fault.THROWS_AT_A_FREE_OF_WHAT_NEVER_RAN)) {
            throw new IllegalStateException("planted in free: job " + job.id() + " is unknown");
        }
        if (is(Fault.FREES_TWICE)) {
            extraHeld--;
        }
        prepared.remove(job);
    }

    @Override
    public void deadline(HardwareJob job, long deadlineNanos) {
        if (is(Fault.THROWS_IN_DEADLINE)) {
            throw new IllegalStateException("planted in deadline");
        }
        if (is(Fault.ENDS_AT_THE_DEADLINE)) {
            ring.stream()
                    .filter(each -> each.job == job)
                    .findFirst()
                    .ifPresent(each -> each.completion.fail(Errno.ETIME));
        }
    }

    @Override
    public boolean overlaps() {
        questions++;
        boolean overlaps = shape == Fault.Shape.OVERLAPPING;
        return is(Fault.CHANGES_ITS_MIND) ? questions % 2 == 0 : overlaps && !is(Fault.HIDES_THAT_IT_OVERLAPS);
    }

    @Override
    public @Nullable Hardware forDevice() {
        return switch (fault) {
            case HAS_NOTHING_FOR_DEVICES -> null;
            case OVERLAPS_ELSEWHERE ->
                new ModelHardware(Fault.NONE, Fault.Shape.OVERLAPPING, device, writer, new ArrayList<>());
            default -> this;
        };
    }

    @Override
    public @Nullable Fence prepare(HardwareJob job) {
        if (is(Fault.THROWS_IN_PREPARE)) {
            throw new IllegalStateException("planted in prepare");
        }
        if (job.payload() != SampleWork.PREPARED) {
            return null;
        }
        Fence before = prepared.get(job);
        if (before != null) {
            return is(Fault.PREPARES_FOR_EVER) ? before : null;
        }
        Fence fence = device.addFence(() -> "ready for job " + job.id());
        prepared.put(job, fence);
        if (!is(Fault.PREPARES_FOR_EVER)) {
            writer.timers().timer(() -> device.signal(fence, null)).arm(WORK_NANOS);
        }
        return fence;
    }

    void message() {
        if (is(Fault.THROWS_AT_A_MESSAGE)) {
            throw new IllegalStateException("planted in a message");
        }
    }

    /** Waits for what never comes. */
    private static void block(long millis) {
        try {
            boolean _ = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "hardware that " + fault;
    }
}
