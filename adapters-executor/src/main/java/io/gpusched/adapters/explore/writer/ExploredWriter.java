package io.gpusched.adapters.explore.writer;

import io.gpusched.adapters.explore.history.History;
import io.gpusched.adapters.explore.order.Discipline;
import io.gpusched.adapters.explore.order.Interleaving;
import io.gpusched.adapters.explore.order.Option;
import io.gpusched.adapters.explore.order.Queues;
import io.gpusched.adapters.explore.order.Rules;
import io.gpusched.adapters.explore.order.Timing;
import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Mailbox;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A writer in virtual time whose next step is chosen by an {@link Interleaving}. With {@link Interleaving#FIRST_IN_FIRST_OUT} it does
 * exactly what virtual time does; with others, whatever the {@link Queues} and the {@link Timing} allow.
 *
 * <p>One schedule is one writer: it is made, driven to its end and thrown away.
 */
public final class ExploredWriter implements Writer, Clock, Mailbox {
    private static final String MAILBOX = "mailbox";

    private final Queues queues;
    private final Interleaving interleaving;
    private final boolean asksAlways;
    private final boolean overlaps;
    private final int maxSteps;
    private final Strands strands;
    private final WorkLine line;
    private final TimerLine timers;
    private final OptionList options;
    private final Choices choices = new Choices();
    private final List<ExploredQueue> named = new ArrayList<>();
    private final List<Activity> suspended = new ArrayList<>(0);
    private final Occasion own = new Occasion(Option.Kind.TIMER, "", false);
    private int actors;
    private int steps;
    private StepCheck afterStep = repeated -> {};
    private Consumer<Activity> beginnings = activity -> {};
    private @Nullable History history;
    private @Nullable Activity current;
    private @Nullable End end;
    private @Nullable Throwable failure;

    public ExploredWriter(
            Rules rules, Interleaving interleaving, int maxSteps, Strands strands, Supplier<long[]> state) {
        this.queues = rules.queues();
        this.interleaving = interleaving;
        this.asksAlways = interleaving.wantsEveryStep();
        this.overlaps = queues.mayOverlap();
        this.maxSteps = maxSteps;
        this.strands = strands;
        this.line = new WorkLine(queues.queuesOverlap(), () -> actors++);
        this.timers = new TimerLine(rules.timing());
        this.options = new OptionList(choices, state);
    }

    /** Says what is to be done after each step, when no item is under way. */
    public void afterEachStep(StepCheck check) {
        afterStep = check;
    }

    /** Says who is to be told before something begins. */
    public void beforeEach(Consumer<Activity> told) {
        beginnings = told;
    }

    /** Has everything written down. */
    public void tell(History to) {
        history = to;
    }

    /** Runs to the end; or on, if it was driven before. */
    public End drive() {
        if (failure == null) {
            end = null;
        }
        strands.drive(this);
        End reached = end;
        if (reached == null) {
            throw new IllegalStateException("the run loop was left before the end");
        }
        return reached;
    }

    /** Returns what a step failed with, if one did. */
    @Nullable
    public Throwable failure() {
        return failure;
    }

    public Choices choices() {
        return choices;
    }

    public int steps() {
        return steps;
    }

    public WorkLine line() {
        return line;
    }

    public TimerLine timerLine() {
        return timers;
    }

    public List<Activity> suspended() {
        return suspended;
    }

    @Nullable
    public Activity current() {
        return current;
    }

    /**
     * The run loop; called by {@link Strands}, on whichever thread has the baton.
     *
     * @return who is to go on, on a thread of its own; null at the end
     */
    @Nullable
    Activity loop(@Nullable Activity first) {
        Activity next = first == null ? choose(null) : first;
        while (next != null && next.strand == null) {
            perform(next);
            next = choose(null);
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
            assert end != null;
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            failure = thrown;
            end = End.FAILED;
        }
        current = null;
    }

    private void begin(Activity next) {
        switch (next) {
            case WorkItem item -> line.begin(item);
            case ExploredTimer timer -> timers.begin(timer);
            default -> throw new IllegalStateException(next.label() + " is nothing that can begin");
        }
        beginnings.accept(next);
        if (history != null) {
            history.begins(next, timers.now());
        }
    }

    private void finish(Activity done) {
        switch (done) {
            case WorkItem item -> line.end(item);
            case ExploredTimer timer -> timers.end(timer);
            default -> throw new IllegalStateException(done.label() + " is nothing that can end");
        }
        if (suspended.isEmpty()) {
            afterStep.accept(interleaving.isRepeating());
        }
        strands.requireNoOthers();
    }

    private @Nullable Activity choose(@Nullable Activity running) {
        if (end != null) {
            return null;
        }
        options.clear();
        if (running != null) {
            options.add(running);
        }
        for (int i = suspended.size() - 1; i >= 0; i--) {
            options.add(suspended.get(i));
        }
        line.gather(options);
        timers.gather(options);
        int size = options.size();
        if (size == 0) {
            end = timers.isEmpty() ? End.QUIET : End.CUT_OFF;
            return null;
        }
        if (steps >= maxSteps && running == null) {
            end = End.TOO_LONG;
            return null;
        }
        int chosen = size > 1 || asksAlways ? interleaving.choose(options) : 0;
        if (chosen == Interleaving.CUT) {
            end = End.KNOWN;
            return null;
        }
        if (size > 1) {
            choices.add(chosen, size);
        }
        return options.get(chosen);
    }

    /** A point inside a step where, if items may overlap, something else may happen. */
    public void yieldPoint(String where) {
        Activity running = current;
        if (!overlaps || running == null) {
            return;
        }
        running.isAt(where);
        Activity next = choose(running);
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
        if (end != null) {
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

    /** Returns where timers for one occasion come from. */
    Timers timers(Occasion occasion) {
        return action -> timer(occasion, action);
    }

    Timer timer(Occasion occasion, Runnable action) {
        return new ExploredTimer(occasion.actor(() -> actors++), timers, occasion, action);
    }

    /**
     * {@inheritDoc} Here are no other threads: the step is queued, on a queue that keeps its order. If another thread comes nevertheless, it
     * is noted, and its step is not run.
     */
    @Override
    public boolean post(Runnable step) {
        if (!isCurrent()) {
            strands.otherThread();
            return true;
        }
        return ordered(MAILBOX).queue(new Posted("posted step", step));
    }

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

    /** {@inheritDoc} While a schedule is set up, whoever does that. */
    @Override
    public boolean isCurrent() {
        return strands.isCurrent();
    }
}
