package io.gpusched.adapters.tck;

import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What happened between a device and the hardware under it: each call and each completion, with thread, stack and time, in one order. It may be called from
 * any thread and is read on the thread of the test.
 */
final class Witness {
    private static final int FRAMES = 24;
    private static final long MILLI = 1_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final LongSupplier clock;
    private final Runnable changed;
    private final List<String> history = new ArrayList<>();
    private final List<RunRecord> runs = new ArrayList<>();
    private final List<RunRecord> completed = new ArrayList<>();
    private final List<HardwareCall> calls = new ArrayList<>();
    private final Map<Offence, RuleBroken> offences = new EnumMap<>(Offence.class);
    private final IdentityHashMap<HardwareJob, Integer> frees = new IdentityHashMap<>();
    private final IdentityHashMap<HardwareJob, Integer> timeouts = new IdentityHashMap<>();
    private final IdentityHashMap<HardwareJob, Boolean> finished = new IdentityHashMap<>();
    private final IdentityHashMap<HardwareJob, Errno> errors = new IdentityHashMap<>();
    private final Set<Integer> paused = new TreeSet<>();
    private @Nullable Verdict lastVerdict;
    private final Deque<HardwareCall> open = new ArrayDeque<>();

    /**
     * Makes a witness.
     *
     * @param clock the time of the writer, readable on any thread
     * @param changed called after each event
     */
    Witness(LongSupplier clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
    }

    /** Adds a line to the history. */
    void note(String text) {
        synchronized (this) {
            history.add(String.format(
                    "%10s  %-22s  %s",
                    time(clock.getAsLong()), Thread.currentThread().getName(), text));
        }
        changed.run();
    }

    /** Writes a time as people read it. */
    static String time(long nanos) {
        return nanos < 10 * MILLI ? nanos / 1_000.0 + " us" : nanos / MILLI + " ms";
    }

    /** Calls the hardware and records the call. */
    <T extends @Nullable Object> T call(String method, @Nullable HardwareJob job, Supplier<T> body) {
        HardwareCall call = new HardwareCall(
                method, job == null ? null : job.id(), Thread.currentThread(), System.nanoTime(), waits());
        synchronized (this) {
            calls.add(call);
            open.push(call);
        }
        try {
            return body.get();
        } catch (Throwable thrown) {
            synchronized (this) {
                call.threw(thrown);
            }
            note(call + " threw " + thrown);
            throw thrown;
        } finally {
            long waits = waits();
            synchronized (this) {
                call.returned(System.nanoTime(), waits);
                open.remove(call);
            }
        }
    }

    private long waits() {
        ThreadInfo info = threads.getThreadInfo(Thread.currentThread().threadId());
        return info == null ? 0 : info.getWaitedCount() + info.getBlockedCount();
    }

    synchronized RunRecord begin(HardwareJob job, int ring) {
        int before = 0;
        for (RunRecord each : runs) {
            if (each.job() == job) {
                before++;
            }
        }
        RunRecord run = new RunRecord(job, ring, before + 1, clock.getAsLong());
        runs.add(run);
        return run;
    }

    void launched(RunRecord run, @Nullable Launch answer) {
        synchronized (this) {
            run.launched(answer);
        }
        note("run(" + run + ") returned "
                + (answer instanceof Launch.Refused refused ? "Refused[" + refused.error() + "]" : answer));
    }

    /** A completion was called. */
    void ended(RunRecord run, @Nullable Errno error, String words) {
        List<StackTraceElement> frames = frames(Thread.currentThread().getStackTrace());
        synchronized (this) {
            String inside = null;
            for (HardwareCall each : open) {
                if (inside == null && each.thread() == Thread.currentThread()) {
                    inside = each.toString();
                }
            }
            completed.add(run);
            run.ends()
                    .add(new RunRecord.End(
                            error, clock.getAsLong(), Thread.currentThread().getName(), inside, frames));
        }
        note(words + " of " + run
                + (run.ends().size() > 1 ? ", for the " + run.ends().size() + ". time" : ""));
    }

    /** Leaves out the frames of the kit. */
    static List<StackTraceElement> frames(StackTraceElement[] stack) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (StackTraceElement each : stack) {
            if (frames.size() < FRAMES
                    && !each.getClassName().startsWith("java.lang.Thread")
                    && !each.getClassName().startsWith("io.gpusched.adapters.tck.Witness")) {
                frames.add(each);
            }
        }
        return frames;
    }

    /** What a backend may do that is wrong whatever comes later. */
    enum Offence {
        /** A completion was failed without an error. */
        NO_ERROR,
        /** A recovery was used after the timeout handler had returned. */
        LATE_RECOVERY,
        /** A recovery resubmitted or started what it had not stopped. */
        RECOVERY_ORDER,
        /** Something that belongs to the writer was used on another thread. */
        OFF_THE_WRITER
    }

    /** The backend did something wrong; the first time counts. */
    void offence(Offence kind, String message) {
        RuleBroken broken = RuleBroken.by(
                message,
                new RuleBroken.Trace("where", frames(Thread.currentThread().getStackTrace())));
        synchronized (this) {
            offences.putIfAbsent(kind, broken);
        }
        note(message);
    }

    void freed(HardwareJob job) {
        synchronized (this) {
            frees.merge(job, 1, Integer::sum);
        }
        note("free(job " + job.id() + ")");
    }

    void timedOut(HardwareJob job) {
        synchronized (this) {
            timeouts.merge(job, 1, Integer::sum);
        }
        note("timedOut(job " + job.id() + ")");
    }

    void judged(HardwareJob job, @Nullable Verdict verdict) {
        synchronized (this) {
            lastVerdict = verdict;
        }
        note("timedOut(job " + job.id() + ") returned " + verdict);
    }

    /** Returns what the timeout handler said last, or null. */
    synchronized @Nullable Verdict lastVerdict() {
        return lastVerdict;
    }

    void finished(HardwareJob job, @Nullable Errno error) {
        synchronized (this) {
            finished.put(job, true);
            if (error != null) {
                errors.put(job, error);
            }
        }
        note("job " + job.id() + " has ended" + (error == null ? "" : " with " + error));
    }

    /** A ring serves nobody for the time being, or does so again. */
    void paused(int ring, boolean isPaused) {
        synchronized (this) {
            if (isPaused) {
                paused.add(ring);
            } else {
                paused.remove(ring);
            }
        }
        note("ring " + ring + (isPaused ? " is stopped" : " is started"));
    }

    synchronized boolean isPaused(int ring) {
        return paused.contains(ring);
    }

    /** A reset took away the runs of a ring that were not over. */
    synchronized void takenAway(int ring) {
        runs.stream().filter(run -> run.ring() == ring && run.ends().isEmpty()).forEach(RunRecord::takeAway);
    }

    /** Returns a number that grows while jobs end and are freed. */
    synchronized int progress() {
        return finished.size() + frees.size();
    }

    synchronized boolean isFinished(HardwareJob job) {
        return finished.containsKey(job);
    }

    synchronized @Nullable Errno error(HardwareJob job) {
        return errors.get(job);
    }

    synchronized int frees(HardwareJob job) {
        return frees.getOrDefault(job, 0);
    }

    synchronized int timeouts(HardwareJob job) {
        return timeouts.getOrDefault(job, 0);
    }

    synchronized List<RunRecord> runs() {
        return List.copyOf(runs);
    }

    /** Returns the runs of one job, in order. */
    synchronized List<RunRecord> runs(HardwareJob job) {
        return runs.stream().filter(run -> run.job() == job).toList();
    }

    /** Returns how often the completions of a job were called, in all of its runs. */
    synchronized int completions(HardwareJob job) {
        return runs.stream()
                .filter(run -> run.job() == job)
                .mapToInt(run -> run.ends().size())
                .sum();
    }

    /** Returns how often completions were called, of all jobs. */
    synchronized int allCompletions() {
        return completed.size();
    }

    /** Returns the first completion of a run, or null. */
    synchronized RunRecord.@Nullable End firstEnd(RunRecord run) {
        return run.ends().isEmpty() ? null : run.ends().getFirst();
    }

    /** Returns the place of the first completion of a run among all of them, from 0; that of a run without one is after all others. */
    synchronized int place(RunRecord run) {
        int place = completed.indexOf(run);
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    synchronized List<HardwareCall> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    /** Returns the first call of the hardware that threw, or null. */
    synchronized @Nullable HardwareCall firstThrown() {
        return calls.stream().filter(call -> call.thrown() != null).findFirst().orElse(null);
    }

    /** Returns the call that has not returned for the longest time, or null. */
    synchronized @Nullable HardwareCall oldestOpen() {
        return open.peekLast();
    }

    synchronized @Nullable RuleBroken offence(Offence kind) {
        return offences.get(kind);
    }

    synchronized List<String> history() {
        return List.copyOf(history);
    }
}
