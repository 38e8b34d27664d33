package io.gpusched.cli.command;

import io.gpusched.application.event.Event;
import io.gpusched.application.insight.Wait;
import io.gpusched.application.insight.WaitLog;
import io.gpusched.application.recording.RecordedJob;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.application.rules.history.HistoryRules;
import io.gpusched.application.workload.Workload;
import io.gpusched.cli.experiment.Queue;
import io.gpusched.cli.experiment.Simulation;
import io.gpusched.domain.sched.LinuxBugs;
import io.gpusched.files.eventfile.EventFileReader;
import io.gpusched.files.eventfile.EventFileReader.EventFile;
import io.gpusched.files.eventfile.RunHeader;
import io.gpusched.files.trace.RecordedHistory;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * A run whose waits are explained: a workload that was played, a recording, or an event file.
 *
 * @param header what ran
 * @param waits why its jobs waited, in the order in which they were queued
 * @param labels what the jobs of a recorded trace are called there, by id; empty for others
 */
record ExplainedRun(RunHeader header, List<Wait> waits, List<String> labels) {
    ExplainedRun {
        waits = List.copyOf(waits);
        labels = List.copyOf(labels);
    }

    /** Returns the run in an event file. */
    static ExplainedRun ofEventFile(Path file, Inputs inputs) {
        EventFile read = BadInput.unless(EventFileReader.read(file.toString(), inputs.lines(file)));
        if (!HistoryRules.judge(read.events()).isEmpty()) {
            throw BadInput.ofFile(
                    file.toString(),
                    "events are missing, doubled or out of order; 'gpusched verify " + file + "' lists them");
        }
        WaitLog log = log(read.header());
        read.events().forEach(log);
        return new ExplainedRun(read.header(), log.waits(), List.of());
    }

    /** Returns the recorded run itself, without a replay. */
    static ExplainedRun of(Recording recording) {
        List<Event> events = RecordedHistory.of(recording);
        RunHeader header = RunHeader.of(recording, RecordedHistory.limits(recording, events));
        WaitLog log = log(header);
        events.forEach(log);
        return new ExplainedRun(header, log.waits(), labels(recording));
    }

    /** Plays a replay, which may have been changed. */
    static ExplainedRun of(Replay replay, Workload changed) {
        ExplainedRun played = of(changed);
        return new ExplainedRun(played.header(), played.waits(), labels(replay.recording()));
    }

    /** Plays a workload. */
    static ExplainedRun of(Workload workload) {
        RunHeader header = RunHeader.of(Queue.VIRTUAL_TIME.label(), workload);
        WaitLog log = log(header);
        Simulation.play(workload, LinuxBugs.MENDED, log);
        return new ExplainedRun(header, log.waitsUntil(workload.endNanos(0)), List.of());
    }

    private static WaitLog log(RunHeader header) {
        return new WaitLog(header.credits(), header.kinds());
    }

    private static List<String> labels(Recording recording) {
        return recording.jobs().stream().map(RecordedJob::label).toList();
    }

    /** Returns the id of a job by what the user calls it: its id, or its label in the trace. */
    OptionalLong idOf(String job) {
        int labelled = labels.indexOf(job);
        if (labelled >= 0) {
            return OptionalLong.of(labelled);
        }
        return job.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(job)) : OptionalLong.empty();
    }

    /** Returns the ids of all jobs, sorted. */
    LongStream ids() {
        return waits.stream().mapToLong(each -> each.job().job()).sorted();
    }
}
