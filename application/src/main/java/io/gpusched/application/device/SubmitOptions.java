package io.gpusched.application.device;

import io.gpusched.domain.fence.Fence;
import java.util.ArrayList;
import java.util.List;

/**
 * What a job is to be like. A value; each method makes another one.
 *
 * <p>A dependency says when a job may start, not whether: it waits for the other one's end, however that ends, as in Linux. Who does not
 * want the second job without the first submits it when the first has finished.
 *
 * @param credits how much of the hardware the job takes up, at least 1; more than the ring has is cut down to that
 * @param dependencies what the job waits for
 */
public record SubmitOptions(int credits, List<Dependency> dependencies) {
    /** What a job may wait for. */
    public sealed interface Dependency {
        /**
         * The end of another job of the same device, whatever it is.
         *
         * @param ticket that job's
         */
        record Finished(Ticket ticket) implements Dependency {}

        /**
         * That another job of the same device has gone to the hardware, or never will.
         *
         * @param ticket that job's
         */
        record Started(Ticket ticket) implements Dependency {}

        /**
         * A fence.
         *
         * @param fence one of the same device
         */
        record Signaled(Fence fence) implements Dependency {}
    }

    public SubmitOptions {
        dependencies = List.copyOf(dependencies);
        if (credits < 1) {
            throw new IllegalArgumentException("a job takes at least 1 credit, not " + credits);
        }
    }

    /** Options of a job of one credit that waits for nothing. */
    public static SubmitOptions none() {
        return new SubmitOptions(1, List.of());
    }

    /** Changes how much of the hardware the job takes up. */
    public SubmitOptions credits(int changed) {
        return new SubmitOptions(changed, dependencies);
    }

    /** Has the job wait until another one has finished. */
    public SubmitOptions after(Ticket ticket) {
        return with(new Dependency.Finished(ticket));
    }

    /** Has the job wait until another one was given to the hardware. */
    public SubmitOptions afterStart(Ticket ticket) {
        return with(new Dependency.Started(ticket));
    }

    /** Has the job wait for a fence of this device, made on the writer. */
    public SubmitOptions after(Fence fence) {
        return with(new Dependency.Signaled(fence));
    }

    private SubmitOptions with(Dependency added) {
        List<Dependency> all = new ArrayList<>(dependencies);
        all.add(added);
        return new SubmitOptions(credits, all);
    }
}
