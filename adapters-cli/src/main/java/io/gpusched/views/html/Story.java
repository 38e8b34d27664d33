package io.gpusched.views.html;

import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.Outage;
import io.gpusched.domain.fence.Errno;
import io.gpusched.views.html.RunView.JobView;
import io.gpusched.views.text.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first thing to look at in some runs: the first hang, a device that was gone, the first job that missed its deadline or failed, or else
 * the longest wait.
 *
 * @param text what happened, in one sentence
 * @param run the place of the run in which it happened
 * @param job the job that it happened to
 * @param window the stretch around it
 */
record Story(String text, int run, long job, Stretch window) {
    /** How much of the stretch lies before what happened and after it. */
    private static final double MARGIN = 0.25;

    private static final long SHORTEST_NANOS = 1_000;

    /** Returns what to look at first; nothing if no job was queued. */
    static Optional<Story> of(List<RunView> runs) {
        return first(runs, Story::hang)
                .or(() -> first(runs, Story::gone))
                .or(() -> first(runs, Story::failure))
                .or(() -> longestWait(runs));
    }

    /** Looks for something in one run. */
    @FunctionalInterface
    private interface Search {
        @Nullable
        Story in(List<RunView> runs, int run);
    }

    private static Optional<Story> first(List<RunView> runs, Search search) {
        for (int i = 0; i < runs.size(); i++) {
            Story found = search.in(runs, i);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static @Nullable Story hang(List<RunView> runs, int at) {
        RunView run = runs.get(at);
        List<Outage> hangs = run.outages().stream()
                .filter(each -> each.kind() == Outage.Kind.HUNG)
                .toList();
        if (hangs.isEmpty()) {
            return null;
        }
        Outage hang = hangs.getFirst();
        Optional<JobView> culprit = run.jobs().stream()
                .filter(each -> each.times().job() == hang.job())
                .findFirst();
        if (culprit.isEmpty()) {
            return null;
        }
        JobTimes job = culprit.get().times();
        List<String> clauses = new ArrayList<>();
        clauses.add(name(run, job) + " timed out at " + millis(hang.toNanos()) + in(runs, at));
        long cancelled = run.jobs().stream()
                .map(JobView::times)
                .filter(each -> each.entity() == job.entity() && each.job() != job.job())
                .filter(each -> Errno.ECANCELED.equals(each.error()) && each.finishedNanos() >= hang.toNanos())
                .count();
        if (cancelled > 0) {
            clauses.add("its entity was then guilty, and " + cancelled
                    + (cancelled == 1 ? " later job was" : " later jobs were") + " cancelled");
        }
        if (hangs.size() > 1) {
            clauses.add(hangs.size() - 1 + (hangs.size() == 2 ? " more hang follows" : " more hangs follow"));
        }
        return story(String.join("; ", clauses) + ".", at, job, hang.fromNanos(), hang.toNanos(), run);
    }

    private static @Nullable Story gone(List<RunView> runs, int at) {
        RunView run = runs.get(at);
        PageMark gone = run.marks().stream()
                .filter(each -> each.kind() == PageMark.Kind.GONE && each.job() != PageMark.NONE)
                .findFirst()
                .orElse(null);
        if (gone == null) {
            return null;
        }
        return run.jobs().stream()
                .map(JobView::times)
                .filter(each -> each.job() == gone.job())
                .findFirst()
                .map(job -> story(
                        "The device was gone at " + millis(gone.nanos()) + in(runs, at) + ": " + name(run, job)
                                + " timed out there.",
                        at,
                        job,
                        job.queuedNanos(),
                        gone.nanos(),
                        run))
                .orElse(null);
    }

    private static @Nullable Story failure(List<RunView> runs, int at) {
        RunView run = runs.get(at);
        List<JobTimes> failed = run.jobs().stream()
                .map(JobView::times)
                .filter(each -> each.error() != null && each.isFinished())
                .sorted(Comparator.comparingLong(JobTimes::finishedNanos))
                .toList();
        if (failed.isEmpty()) {
            return null;
        }
        JobTimes job = failed.getFirst();
        String what = Errno.ETIME.equals(job.error())
                ? " missed its deadline at " + millis(job.finishedNanos())
                : " failed with " + job.error() + " at " + millis(job.finishedNanos());
        String others = failed.size() == 1
                ? ""
                : "; " + (failed.size() - 1) + (failed.size() == 2 ? " more job fails" : " more jobs fail") + " later";
        return story(
                name(run, job) + what + in(runs, at) + others + ".",
                at,
                job,
                job.queuedNanos(),
                job.finishedNanos(),
                run);
    }

    private static Optional<Story> longestWait(List<RunView> runs) {
        int longest = -1;
        JobTimes job = null;
        for (int i = 0; i < runs.size(); i++) {
            for (JobView each : runs.get(i).jobs()) {
                JobTimes times = each.times();
                if (times.hasStarted() && (job == null || times.waitNanos() > job.waitNanos())) {
                    longest = i;
                    job = times;
                }
            }
        }
        if (job == null) {
            return Optional.empty();
        }
        RunView run = runs.get(longest);
        long over = job.busyUntilNanos(run.endNanos());
        String text = name(run, job) + " has the longest wait of all: " + millis(job.waitNanos()) + in(runs, longest)
                + ", queued at " + millis(job.queuedNanos()) + ".";
        return Optional.of(story(text, longest, job, job.queuedNanos(), over, run));
    }

    private static Story story(String text, int at, JobTimes job, long from, long to, RunView run) {
        long margin = Math.max(SHORTEST_NANOS, (long) ((to - from) * MARGIN));
        String sentence = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        long start = Math.max(0, from - margin);
        return new Story(
                sentence,
                at,
                job.job(),
                new Stretch(start, Math.max(start + SHORTEST_NANOS, Math.min(run.endNanos(), to + margin))));
    }

    private static String name(RunView run, JobTimes job) {
        return "job " + job.job() + " of " + run.entityNames().get(job.entity());
    }

    private static String in(List<RunView> runs, int at) {
        return runs.size() == 1 ? "" : " in the run " + runs.get(at).name();
    }

    private static String millis(long nanos) {
        return Units.significantMillis(nanos) + " ms";
    }
}
