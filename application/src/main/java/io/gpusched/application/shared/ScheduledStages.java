package io.gpusched.application.shared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stages that were asked for with {@link Ticket#scheduled} and whose jobs have not started. Few callers ask, so jobs have no field for
 * them. Writer only.
 */
final class ScheduledStages {
    private final Map<SubmittedJob, List<WriterStage<Ticket>>> asked = new LinkedHashMap<>();

    /** Keeps the stage of a job that has neither started nor ended. */
    void add(SubmittedJob job, WriterStage<Ticket> stage) {
        asked.computeIfAbsent(job, it -> new ArrayList<>(1)).add(stage);
    }

    /** Completes the stages of a job that the hardware has been given. */
    void started(SubmittedJob job) {
        take(job).forEach(each -> each.complete(job));
    }

    /** Fails the stages of a job that will never start. */
    void fail(SubmittedJob job, JobFailed failure) {
        take(job).forEach(each -> each.completeExceptionally(failure));
    }

    private List<WriterStage<Ticket>> take(SubmittedJob job) {
        List<WriterStage<Ticket>> taken = asked.isEmpty() ? null : asked.remove(job);
        return taken == null ? List.of() : taken;
    }
}
