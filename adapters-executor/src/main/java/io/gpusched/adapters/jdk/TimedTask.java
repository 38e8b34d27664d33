package io.gpusched.adapters.jdk;

import io.gpusched.application.port.Timer;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A task of a {@link TimedExecutor}, with the timer that runs it. Writer only.
 *
 * @param <T> its result
 */
final class TimedTask<T extends @Nullable Object> extends FutureTask<T> implements RunnableScheduledFuture<T> {
    /** The period of a task that runs once; a negative one counts from the end of a run. */
    static final long ONCE = 0;

    private final TimedExecutor executor;
    private final Object body;
    private final long number;
    private final long periodNanos;
    private final Timer timer;
    private boolean throwing;
    private long dueNanos;

    TimedTask(TimedExecutor executor, Callable<T> callable, Object body, long number, long periodNanos) {
        super(callable);
        this.executor = executor;
        this.body = body;
        this.number = number;
        this.periodNanos = periodNanos;
        this.timer = executor.timer(this);
    }

    /** Lets what the task throws leave the step, since nobody has a future to see it by. */
    TimedTask<T> throwing() {
        throwing = true;
        return this;
    }

    void arm(long delayNanos) {
        dueNanos = Timer.due(executor.writer().nowNanos(), delayNanos);
        timer.arm(delayNanos);
    }

    void disarm() {
        timer.cancel();
    }

    @Override
    public void run() {
        if (!isPeriodic()) {
            super.run();
            if (throwing && state() == State.FAILED) {
                rethrow(exceptionNow());
            }
        } else if (runAndReset() && executor.isOpen()) {
            long now = executor.writer().nowNanos();
            long next = periodNanos > 0 ? dueNanos + periodNanos : now - periodNanos;
            arm(Math.max(0, next - now));
        }
    }

    @SuppressWarnings("unchecked") // the compiler is told that it is unchecked, so that it is thrown as it is
    private static <X extends Throwable> void rethrow(Throwable failure) throws X {
        throw (X) failure;
    }

    @Override
    protected void done() {
        timer.cancel();
        executor.over(this);
    }

    @Override
    public boolean isPeriodic() {
        return periodNanos != ONCE;
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        requireDone();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException {
        return get();
    }

    private void requireDone() {
        if (!isDone()) {
            throw TimedExecutor.waits(toString());
        }
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(dueNanos - executor.writer().nowNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    /** {@inheritDoc} By the name of its body, if that has one: lambdas have none that is the same in each run. */
    @Override
    public String toString() {
        String name = body.toString();
        boolean unnamed =
                body.getClass().isHidden() || name.startsWith(body.getClass().getName() + "@");
        return unnamed || body.getClass().getPackageName().startsWith("java.") ? "task " + number : name;
    }
}
