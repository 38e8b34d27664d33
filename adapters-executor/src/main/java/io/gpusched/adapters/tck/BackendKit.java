package io.gpusched.adapters.tck;

import io.gpusched.adapters.tck.RuleBroken.Trace;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tests a backend by the rules of {@link HardwareRules}. A rule that does not hold is tested again with as few jobs as show it; a rule of a backend in
 * real time about something that did not happen is tested three times, with more patience each time.
 *
 * <p>Every test has a thread of its own, and somebody who watches that the hardware does not block it. May be used on any thread; one rule at a time.
 */
public final class BackendKit {
    private static final String HAS_NOT_RETURNED = " has not returned for ";
    private static final int MOST_JOBS = 30;
    private static final int PATIENCE = 8;
    private static final int LIVE_TRIES = 3;
    private static final int HISTORY_LINES = 60;
    private static final long LOOK_MILLIS = 5;
    private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long BLOCKED_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int LOOKS_UNTIL_BLOCKED = 20;

    private final TestedBackend backend;
    private final boolean live;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private BackendKit(TestedBackend backend, boolean live) {
        this.backend = backend;
        this.live = live;
    }

    /** Tests a backend: live if it declares {@link Capability#REAL_TIME}, otherwise in virtual time. */
    public static BackendKit of(TestedBackend backend) {
        return new BackendKit(backend, backend.capabilities().contains(Capability.REAL_TIME));
    }

    /** Returns the same on live threads, for a backend that works in virtual time as well. */
    public BackendKit live() {
        return new BackendKit(backend, true);
    }

    /** Returns all rules for hardware, in the order of their ids. */
    public static List<BackendRule> rules() {
        return HardwareRules.all();
    }

    /** Tests all rules. After a {@code run} that does not return no more are tested, since none could be. */
    public List<RuleRun> run() {
        List<RuleRun> runs = new ArrayList<>();
        boolean blocked = false;
        for (BackendRule each : rules()) {
            RuleRun run = blocked
                    ? new RuleRun(
                            each,
                            new RuleRun.Skipped("run() does not return; see "
                                    + runs.getFirst().rule().id()),
                            0)
                    : run(each);
            blocked = blocked || runs.isEmpty() && run.outcome() instanceof RuleRun.Broken broken && isBlocked(broken);
            runs.add(run);
        }
        return runs;
    }

    private static boolean isBlocked(RuleRun.Broken broken) {
        return broken.line().contains(HAS_NOT_RETURNED);
    }

    /** Tests one rule. */
    public RuleRun run(BackendRule rule) {
        String skipped = reasonToSkip(rule);
        if (skipped != null) {
            return new RuleRun(rule, new RuleRun.Skipped(skipped), 0);
        }
        long start = System.nanoTime();
        RuleRun.Outcome outcome = outcome(rule);
        return new RuleRun(rule, outcome, System.nanoTime() - start);
    }

    private @Nullable String reasonToSkip(BackendRule rule) {
        for (Capability each : rule.needs()) {
            if (!backend.capabilities().contains(each)) {
                return "needs the capability " + each + ": " + each.words();
            }
        }
        for (Capability each : rule.excludes()) {
            if (backend.capabilities().contains(each)) {
                return "is for backends without the capability " + each;
            }
        }
        for (SampleWork each : rule.samples()) {
            if (backend.sample(each) == null) {
                return "needs a sample of " + each + ": " + each.words();
            }
        }
        return null;
    }

    private RuleRun.Outcome outcome(BackendRule rule) {
        Attempt attempt = once(rule, MOST_JOBS, PATIENCE);
        for (int tries = 2; live && attempt.isAbsence() && tries <= LIVE_TRIES; tries++) {
            attempt = once(rule, MOST_JOBS, PATIENCE * tries);
        }
        for (int jobs = 1; attempt.canBeSmaller() && jobs < MOST_JOBS; jobs *= 2) {
            Attempt smaller = once(rule, jobs, PATIENCE);
            if (smaller.broken != null) {
                attempt = smaller;
                break;
            }
        }
        RuleBroken broken = attempt.broken;
        return broken == null
                ? new RuleRun.Held()
                : new RuleRun.Broken(rule.id() + ": " + broken.getMessage(), broken.traces(), attempt.history);
    }

    /** One test of a rule. */
    private record Attempt(@Nullable RuleBroken broken, List<String> history) {
        boolean isAbsence() {
            return broken != null && broken.isAbsence();
        }

        boolean canBeSmaller() {
            return broken != null && !String.valueOf(broken.getMessage()).contains(HAS_NOT_RETURNED);
        }
    }

    private Attempt once(BackendRule rule, int jobs, int patience) {
        try (RuleStage stage = new RuleStage(backend, live, jobs, patience)) {
            FutureTask<@Nullable RuleBroken> test = new FutureTask<>(() -> brokenBy(rule, stage));
            Thread thread = Thread.ofPlatform().daemon().name("gpusched-tck").start(test);
            RuleBroken broken = watched(test, stage, thread);
            Bench bench = stage.last();
            return new Attempt(
                    broken,
                    broken == null || bench == null
                            ? List.of()
                            : lastOf(bench.witness().history()));
        }
    }

    private static List<String> lastOf(List<String> history) {
        return history.subList(Math.max(0, history.size() - HISTORY_LINES), history.size());
    }

    private static @Nullable RuleBroken brokenBy(BackendRule rule, RuleStage stage) {
        try {
            rule.check().on(stage);
            return null;
        } catch (RuleBroken broken) {
            return broken;
        }
    }

    /** Waits for the end of a test, and looks every now and then at the call of the hardware that it is in. */
    private @Nullable RuleBroken watched(FutureTask<@Nullable RuleBroken> test, RuleStage stage, Thread thread) {
        int looks = 0;
        while (true) {
            try {
                return test.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException running) {
                HardwareCall call = openCall(stage);
                looks = call != null && isStuck(call) ? looks + 1 : 0;
                if (call != null && looks >= LOOKS_UNTIL_BLOCKED) {
                    RuleBroken blocked = RuleBroken.by(
                            call + HAS_NOT_RETURNED + Witness.time(call.realNanos(System.nanoTime()))
                                    + "; the writer is blocked",
                            new Trace("the writer's stack", call.sample()));
                    call.thread().interrupt();
                    thread.interrupt();
                    return blocked;
                }
            } catch (ExecutionException failed) {
                throw new IllegalStateException("the test of a rule failed", failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a rule was tested", interrupted);
            }
        }
    }

    private static @Nullable HardwareCall openCall(RuleStage stage) {
        Bench bench = stage.last();
        HardwareCall call = bench == null ? null : bench.witness().oldestOpen();
        if (call != null && call.realNanos(System.nanoTime()) > SAMPLE_NANOS) {
            call.sample(Witness.frames(call.thread().getStackTrace()));
        }
        return call;
    }

    /** Tells whether a call lasts long although its thread waits, or has computed for as long. A machine that is slow is no sign. */
    private boolean isStuck(HardwareCall call) {
        if (call.realNanos(System.nanoTime()) < BLOCKED_NANOS) {
            return false;
        }
        return switch (call.thread().getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            case RUNNABLE -> threads.getThreadCpuTime(call.thread().threadId()) > BLOCKED_NANOS;
            case NEW, TERMINATED -> false;
        };
    }
}
