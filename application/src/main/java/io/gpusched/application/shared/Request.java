package io.gpusched.application.shared;

import io.gpusched.application.device.Rejection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request to the writer, on its way there: a job to be submitted, or an action. It is a link of the stack of the {@link RequestQueue},
 * which saves an object for each job. It is run once, on the writer, or refused once, on any thread.
 */
abstract sealed class Request permits SubmittedJob, Request.Action, Request.Bottom {
    /** The next request on the stack or in the line of the {@link RequestQueue}; free for other uses once the request was run. */
    @Nullable
    Request next;

    /** How many jobs were submitted up to this request, itself included. */
    long jobs;

    /** Does what was asked for. Called on the writer. */
    abstract void run();

    /** Learns that the request will not be run. Called from any thread. */
    abstract void refuse(Rejection.DeviceClosed reason);

    /** A request for a step on the writer. */
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
     * The bottom of the stack. It carries the number of jobs submitted before. Each time the stack is taken it is replaced, so that a thread
     * which has seen an older one notices.
     */
    static final class Bottom extends Request {
        Bottom(long jobs) {
            this.jobs = jobs;
        }

        @Override
        void run() {
            throw new IllegalStateException("the bottom of the stack is not a request to run");
        }

        @Override
        void refuse(Rejection.DeviceClosed reason) {
            throw new IllegalStateException("the bottom of the stack is not a request to run");
        }
    }
}
