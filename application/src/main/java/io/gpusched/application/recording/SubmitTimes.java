package io.gpusched.application.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Computes when the scheduler can have known of each recorded job. The tracepoint of a queueing comes before the job is in its queue, and that of a run
 * after the decision for it; so a job that was queued just before another one ran was too late for that decision. It is taken to have been
 * queued just after it. "Just before" is twice what usually passes from the end of a job to the next run.
 */
final class SubmitTimes {
    private static final long AFTER_NANOS = 1_000;

    private SubmitTimes() {}

    /** Returns the times for all jobs of a recording, by their places. */
    static long[] of(Recording recording) {
        long[] times =
                recording.jobs().stream().mapToLong(RecordedJob::queuedNanos).toArray();
        for (int ring = 0; ring < recording.rings().size(); ring++) {
            correct(recording, ring, times);
        }
        keepOrderOfClients(recording, times);
        return times;
    }

    private static void correct(Recording recording, int ring, long[] times) {
        List<Integer> runs = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            if (recording.jobs().get(i).ring() == ring) {
                runs.add(i);
            }
        }
        runs.sort(Comparator.comparingLong(i -> recording.jobs().get(i).runNanos()));
        long[] runNanos =
                runs.stream().mapToLong(i -> recording.jobs().get(i).runNanos()).toArray();
        long window = 2 * usualWakeUp(recording, runs);
        for (int i : runs) {
            RecordedJob job = recording.jobs().get(i);
            int next = firstAfter(runNanos, job.queuedNanos());
            if (next < runNanos.length
                    && recording.jobs().get(runs.get(next)).client() != job.client()
                    && runNanos[next] < job.runNanos()
                    && runNanos[next] - job.queuedNanos() < window) {
                times[i] = Math.min(runNanos[next] + AFTER_NANOS, job.runNanos());
            }
        }
    }

    private static void keepOrderOfClients(Recording recording, long[] times) {
        long[] last = new long[recording.clients().size()];
        Arrays.fill(last, Long.MIN_VALUE);
        for (int i = 0; i < times.length; i++) {
            int client = recording.jobs().get(i).client();
            times[i] = Math.max(times[i], last[client]);
            last[client] = times[i];
        }
    }

    private static int firstAfter(long[] sorted, long nanos) {
        int place = Arrays.binarySearch(sorted, nanos + 1);
        return place < 0 ? -place - 1 : place;
    }

    /** Returns the median from the end of a job to the next run, if the job that ran was queued by then. */
    private static long usualWakeUp(Recording recording, List<Integer> runs) {
        List<Long> wakeUps = new ArrayList<>();
        for (int i = 1; i < runs.size(); i++) {
            RecordedJob before = recording.jobs().get(runs.get(i - 1));
            RecordedJob job = recording.jobs().get(runs.get(i));
            if (job.queuedNanos() <= before.doneNanos() && job.runNanos() >= before.doneNanos()) {
                wakeUps.add(job.runNanos() - before.doneNanos());
            }
        }
        wakeUps.sort(Comparator.naturalOrder());
        return wakeUps.isEmpty() ? 0 : wakeUps.get(wakeUps.size() / 2);
    }
}
