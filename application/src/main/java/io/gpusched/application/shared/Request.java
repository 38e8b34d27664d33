package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something to be done on the writer, on its way there. It is a link of the chain that it travels in, which saves an object. */
abstract sealed class Request permits SubmittedJob, Request.Action, Request.Bottom {
    /** The link of the {@link RequestQueue}; free for others once the request was run. */
    @Nullable
    Request next;

    /** How many jobs were brought on their way before and with this request. */
    long jobs;

    /** Does it; called on the writer. */
    abstract void run();

    /** It will not be done; called from any thread. */
    abstract void refuse(Rejection.DeviceClosed reason);

    /** A request of few words. */
    static final class Action extends Request {
        private final Runnable step;
        private final Consumer<Rejection.DeviceClosed> refused;

        Action(Runnable step, Consumer<Rejection.DeviceClosed> refused) {
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
    static final class Bottom extends Request {
        Bottom(long jobs) {
            this.jobs = jobs;
        }

        @Override
        void run() {
            throw new IllegalStateException("the bottom of the stack was taken for a request");
        }

        @Override
        void refuse(Rejection.DeviceClosed reason) {
            throw new IllegalStateException("the bottom of the stack was taken for a request");
        }
    }
}
