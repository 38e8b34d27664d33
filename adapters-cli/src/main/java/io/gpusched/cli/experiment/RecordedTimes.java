package io.gpusched.cli.experiment;

import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import java.util.ArrayList;
import java.util.List;

/** The times of recorded jobs on the recorded machine, in the form of a run. */
public final class RecordedTimes {
    private RecordedTimes() {}

    /** Returns the jobs in the order in which they were queued; time begins when the first was queued. */
    public static List<JobTimes> of(Recording recording) {
        List<JobTimes> jobs = new ArrayList<>();
        long origin =
                recording.jobs().isEmpty() ? 0 : recording.jobs().getFirst().queuedNanos();
        for (int id = 0; id < recording.jobs().size(); id++) {
            RecordedJob job = recording.jobs().get(id);
            jobs.add(new JobTimes(
                    id,
                    job.client(),
                    job.ring(),
                    job.queuedNanos() - origin,
                    job.runNanos() - origin,
                    job.startedNanos() - origin,
                    job.doneNanos() - origin,
                    job.doneNanos() - origin,
                    null));
        }
        return jobs;
    }
}
