package io.gpusched.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A {@link PlainWriter} under test. It has one thread, so what is to happen at once happens one after the other. */
final class PlainRig implements RejectingRig {
    /** More steps than any test needs; a writer that does not come to rest fails instead of hanging. */
    private static final int MANY_STEPS = 100_000;

    private final PlainWriter writer;

    PlainRig(PlainWriter writer) {
        this.writer = writer;
    }

    @Override
    public PlainWriter writer() {
        return writer;
    }

    @Override
    public void runUntil(Future<?> done) {
        for (int i = 0; i < MANY_STEPS && !done.isDone(); i++) {
            if (!writer.runOne() && !writer.advance()) {
                return;
            }
        }
    }

    /** {@inheritDoc} Should work wait for a timer without an end, time passes as well. */
    @Override
    public void runUntilQuiet() {
        int steps = 0;
        while (writer.runOne()) {
            if (++steps % 1_000 == 0) {
                writer.advance();
            }
            assertThat(steps).as("steps without coming to rest").isLessThan(MANY_STEPS);
        }
    }

    @Override
    public void atOnce(List<? extends Runnable> actions) {
        actions.forEach(Runnable::run);
    }

    @Override
    public void closeWriter() {
        writer.close();
    }

    @Override
    public void awaitEnd() {
        for (int i = 0; i < MANY_STEPS && !writer.hasEnded(); i++) {
            if (!writer.runOne()) {
                writer.advance();
            }
        }
        assertThat(writer.hasEnded()).as("the writer has ended").isTrue();
    }

    @Override
    public @Nullable Throwable reportedFailure() {
        return writer.failure();
    }

    @Override
    public int reportedFailures() {
        return writer.failure() == null ? 0 : 1;
    }

    @Override
    public void reject() {
        writer.setRejecting(true);
    }

    @Override
    public void accept() {
        writer.setRejecting(false);
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
