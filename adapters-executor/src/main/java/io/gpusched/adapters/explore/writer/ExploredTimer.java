package io.gpusched.adapters.explore.writer;

import io.gpusched.application.port.Timer;

/** A timer of an exploring writer. */
public final class ExploredTimer extends Activity implements Timer {
    private final TimerLine timers;
    private final Occasion occasion;
    private final Runnable action;
    private final int place;
    /** When the timer fires, in nanoseconds, unless it is late. */
    long dueNanos;

    boolean armed;

    ExploredTimer(int actor, TimerLine timers, Occasion occasion, Runnable action) {
        super(actor);
        this.timers = timers;
        this.occasion = occasion;
        this.action = action;
        this.place = occasion.another();
    }

    /** Returns when the timer fires, unless it is late, in nanoseconds. */
    public long dueNanos() {
        return dueNanos;
    }

    /** Returns whose timer it is. */
    public Occasion occasion() {
        return occasion;
    }

    @Override
    public Kind kind() {
        return occasion.kind();
    }

    @Override
    void perform() {
        action.run();
    }

    @Override
    public boolean isOfScheduler() {
        return kind() == Kind.TIMER && isOfScheduler(action.getClass());
    }

    @Override
    String describe() {
        return occasion.name(action, place);
    }

    @Override
    public void arm(long delayNanos) {
        timers.arm(this, delayNanos);
    }

    @Override
    public boolean cancel() {
        return timers.cancel(this);
    }

    @Override
    public boolean isArmed() {
        return armed;
    }
}
