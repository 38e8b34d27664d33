package io.gpusched.application.device;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something to be done on the writer, on its way there. It is a link of the chain that it travels in, which saves an object. */
abstract sealed class Errand permits SubmittedJob, Errand.Step {
    /** The link of the {@link Intake}. */
    @Nullable
    Errand next;

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
}
