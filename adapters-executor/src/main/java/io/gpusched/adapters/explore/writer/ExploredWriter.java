package io.gpusched.adapters.explore.writer;

import io.gpusched.adapters.explore.history.ScheduleHistory;
import io.gpusched.adapters.explore.order.Alternative;
import io.gpusched.adapters.explore.order.Discipline;
import io.gpusched.adapters.explore.order.Guarantees;
import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Mailbox;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A writer in virtual time whose next step an {@link Interleaving} chooses. With {@link Interleaving#FIRST_IN_FIRST_OUT} it does exactly
 * what virtual time does; with others, whatever the {@link Guarantees} leave open. One writer runs one schedule and is thrown away.
 *
 * <p><b>What it keeps.</b> The {@link WorkLine} holds what is queued, the {@link TimerLine} what is armed and the time, {@code suspended} the
 * items that stopped at a port call; the {@link Chooser} gathers the alternatives from these three.
 *
 * <p><b>The run loop.</b> Choose an activity, perform it, check, and choose again, until nothing is left (quiet), only timers beyond the end
 * are left (cut off), the interleaving knows what follows, the steps run out, or a step fails. An activity is in one of four states:
 *
 * <pre>
 *   waiting (on a queue, or armed)  --begin--&gt;  running  --finish--&gt;  over
 *                                               |     ^
 *                                   yield point |     | chosen again
 *                                               v     |
 *                                              suspended
 * </pre>
 *
 * <p>At most one activity runs. Where items do not overlap, a yield point does nothing, no activity is ever suspended, and the loop is a plain
 * loop on the caller's thread. Where they do, the loop belongs to no thread in particular: the thread of a suspended item keeps its
 * stack, and {@link Strands} passes the baton to another thread, which continues the loop. So {@link #loop} must keep everything in
 * fields and nothing in local variables across {@link #perform}.
 *
 * <p><b>The end inside a step.</b> When the schedule ends while items are suspended, their stacks are unwound by {@link Strands.Unwind}, an
 * error that hardware has no business to catch. What {@code finally} blocks do then happens after the end and is not checked.
 *
 * <p><b>When the rules are checked.</b> After a step with nothing suspended. While an item is in the middle of a port call, the
 * accounts of the scheduler may lawfully disagree.
 */
public final class ExploredWriter implements Writer, Clock, Mailbox {
    private static final String MAILBOX = "mailbox";

    private final Queues queues;
    private final boolean overlaps;
    private final Strands strands;
    private final WorkLine line;
    private final TimerLine timers;
    private final Chooser chooser;
    private final List<ExploredQueue> named = new ArrayList<>();
    private final List<Activity> suspended = new ArrayList<>(0);
    private final Occasion own = new Occasion(Alternative.Kind.TIMER, "", false);
    private int actors;
    private int steps;
    private StepCheck afterStep = repeated -> {};
    private Consumer<Activity> beforeBeginning = activity -> {};
    private @Nullable ScheduleHistory history;
    private @Nullable Activity current;
    private @Nullable Throwable failure;

    /**
     * Makes the writer of one schedule.
     *
     * @param maxSteps after how many steps the schedule ends, whatever is left to do
     */
    public ExploredWriter(Guarantees guarantees, Interleaving interleaving, int maxSteps, Strands strands) {
        this.queues = guarantees.queues();
        this.overlaps = queues.mayOverlap();
        this.strands = strands;
        this.line = new WorkLine(queues.queuesOverlap(), () -> actors++);
        this.timers = new TimerLine(guarantees.lateness());
        this.chooser = new Chooser(interleaving, maxSteps, line, timers, suspended);
    }

    /** Adds a check after each step that leaves nothing suspended. */
    public void afterEachStep(StepCheck check) {
        afterStep = check;
    }

    /**
     * Connects the state.
     *
     * @param before receives each activity before it begins
     * @param fingerprint returns the two halves of the fingerprint of the state
     */
    public void watch(Consumer<Activity> before, Supplier<long[]> fingerprint) {
        beforeBeginning = before;
        chooser.stateFrom(fingerprint);
    }

    /** Records every step. */
    public void recordTo(ScheduleHistory recording) {
        history = recording;
    }

    /** Runs to the end, or on from the end that an earlier call reached. */
    public ScheduleEnd drive() {
        if (failure == null) {
            chooser.reopen();
        }
        strands.drive(this);
        ScheduleEnd reached = chooser.end();
        if (reached == null) {
            throw new IllegalStateException("the run loop was left before the end");
        }
        return reached;
    }

    /** Returns what a step threw, or null. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Returns the choices so far. */
    public Choices choices() {
        return chooser.choices();
    }

    /** Returns how many steps were begun. */
    public int steps() {
        return steps;
    }

    /** Returns what is queued. */
    public WorkLine line() {
        return line;
    }

    /** Returns what is armed. */
    public TimerLine timerLine() {
        return timers;
    }

    /** Returns the activities that are suspended, the last one last. */
    public List<Activity> suspended() {
        return suspended;
    }

    /** Returns the activity that runs, or null between two steps. */
    public @Nullable Activity current() {
        return current;
    }

    /**
     * The run loop; {@link Strands} calls it on the thread that has the baton.
     *
     * @param first what this thread must begin with, or null
     * @return the suspended activity whose thread goes on; null at the end
     */
    @Nullable
    Activity loop(@Nullable Activity first) {
        Activity next = first == null ? chooser.choose(null, steps) : first;
        while (next != null && next.strand == null) {
            perform(next);
            next = chooser.choose(null, steps);
        }
        if (next != null) {
            suspended.remove(next);
            return next;
        }
        return suspended.isEmpty() ? null : suspended.removeLast();
    }

    private void perform(Activity next) {
        steps++;
        current = next;
        try {
            begin(next);
            next.perform();
            finish(next);
        } catch (Strands.Unwind over) {
            assert chooser.end() != null;
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            failure = thrown;
            chooser.fail();
        }
        current = null;
    }

    private void begin(Activity next) {
        switch (next) {
            case WorkItem item -> line.begin(item);
            case ExploredTimer timer -> timers.begin(timer);
        }
        beforeBeginning.accept(next);
        if (history != null) {
            history.begins(next, timers.now());
        }
    }

    private void finish(Activity done) {
        switch (done) {
            case WorkItem item -> line.end(item);
            case ExploredTimer timer -> timers.end(timer);
        }
        if (suspended.isEmpty()) {
            afterStep.accept(chooser.isRepeating());
        }
        strands.requireNoOthers();
    }

    /** Marks a point inside a step where something else may happen, if items may overlap. */
    public void yieldPoint(String where) {
        Activity running = current;
        if (!overlaps || running == null) {
            return;
        }
        running.isAt(where);
        Activity next = chooser.choose(running, steps);
        if (next == running) {
            return;
        }
        if (next == null) {
            throw new Strands.Unwind();
        }
        suspended.remove(next);
        suspended.add(running);
        if (history != null) {
            history.suspends(where);
        }
        strands.suspend(running, next);
        if (chooser.end() != null) {
            throw new Strands.Unwind();
        }
        current = running;
        if (history != null) {
            history.goesOn(running, timers.now());
        }
    }

    @Override
    public long nanos() {
        return timers.now();
    }

    @Override
    public long nowNanos() {
        return timers.now();
    }

    /** Returns the timers of one occasion. */
    Timers timers(Occasion occasion) {
        return action -> new ExploredTimer(occasion.actor(() -> actors++), timers, occasion, action);
    }

    /**
     * {@inheritDoc} An exploration has no other threads: the step goes to an ordered queue. If another thread calls nevertheless, its step is
     * not run, and the schedule ends with a finding.
     */
    @Override
    public boolean post(Runnable step) {
        if (!isCurrent()) {
            strands.otherThread();
            return true;
        }
        return ordered(MAILBOX).queue(new PostedStep("posted step", step));
    }

    /** {@inheritDoc} The queue is ordered only if its discipline says so. */
    @Override
    public OrderedWorkQueue ordered(String name) {
        for (ExploredQueue each : named) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        ExploredQueue made = new ExploredQueue(line, name, name.equals(MAILBOX) ? Discipline.ORDERED : queues.of(name));
        named.add(made);
        return made;
    }

    @Override
    public Timers timers() {
        return timers(own);
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public Mailbox mailbox() {
        return this;
    }

    /** {@inheritDoc} While a schedule is being set up, every thread is current. */
    @Override
    public boolean isCurrent() {
        return strands.isCurrent();
    }
}
