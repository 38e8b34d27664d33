package io.gpusched.application.shared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stages that somebody asked for of jobs that have not started. Few ask, so a job has no place for them. Of the writer. */
final class ScheduledStages {
    private final Map<SubmittedJob, List<WriterStage<Ticket>>> asked = new LinkedHashMap<>();

    /** Keeps the stage of a job that has neither started nor ended. */
    void add(SubmittedJob job, WriterStage<Ticket> stage) {
        asked.computeIfAbsent(job, it -> new ArrayList<>(1)).add(stage);
    }

    /** The hardware has the job. */
    void started(SubmittedJob job) {
        take(job).forEach(each -> each.complete(job));
    }

    /** The job will never start. */
    void fail(SubmittedJob job, JobFailed failure) {
        take(job).forEach(each -> each.completeExceptionally(failure));
    }

    private List<WriterStage<Ticket>> take(SubmittedJob job) {
        List<WriterStage<Ticket>> taken = asked.isEmpty() ? null : asked.remove(job);
        return taken == null ? List.of() : taken;
    }
}
