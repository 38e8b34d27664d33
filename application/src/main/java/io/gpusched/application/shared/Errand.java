package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something to be done on the writer, on its way there. It is a link of the chain that it travels in, which saves an object. */
abstract sealed class Errand permits SubmittedJob, Errand.Step, Errand.Mark {
    /** The link of the {@link Intake}; free for others once the errand was run. */
    @Nullable
    Errand next;

    /** How many jobs were brought on their way before and with this errand. */
    long jobs;

    /** Does it; called on the writer. */
    abstract void run();

    /** It will not be done; called from any thread. */
    abstract void refuse(Rejection.DeviceClosed reason);

    /** An errand of few words. */
    static final class Step extends Errand {
        private final Runnable step;
        private final Consumer<Rejection.DeviceClosed> refused;

        Step(Runnable step, Consumer<Rejection.DeviceClosed> refused) {
            this.step = step;
            this.refused = refused;
        }

        @Override
        void run() {
            step.run();
        }

        @Override
        void refuse(Rejection.DeviceClosed reason) {
            refused.accept(reason);
        }
    }

    /**
     * Lies at the bottom of the stack and knows how many jobs went before. A new one each time that the stack was taken: who has seen an
     * older one must notice.
     */
    static final class Mark extends Errand {
        Mark(long jobs) {
            this.jobs = jobs;
        }

        @Override
        void run() {
            throw new IllegalStateException("the bottom of the stack was taken for an errand");
        }

        @Override
        void refuse(Rejection.DeviceClosed reason) {
            throw new IllegalStateException("the bottom of the stack was taken for an errand");
        }
    }
}
