package io.gpusched.views.text;

import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.Place;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.WaitPart;
import io.gpusched.application.insight.WaitPart.Winner;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.eventfile.RunHeader;
import io.gpusched.words.EntityNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of waits in words. */
public final class WaitWords {
    private static final int MOST_NAMED = 3;
    private final RunHeader header;
    private final List<String> entities;
    private final Map<Long, JobTimes> jobs;

    /**
     * Makes the words for one run.
     *
     * @param header what ran
     * @param jobs the jobs of the run, by id
     */
    WaitWords(RunHeader header, Map<Long, JobTimes> jobs) {
        this.header = header;
        this.entities = EntityNames.of(header.clients());
        this.jobs = jobs;
    }

    /** Returns the kind of a part, as tables and programs call it. */
    public static String kind(WaitPart part) {
        return switch (part) {
            case WaitPart.BehindOwn it -> "behind own";
            case WaitPart.Dependency it -> "dependency";
            case WaitPart.Credits it -> "credits";
            case WaitPart.LostTo it -> "lost to others";
            case WaitPart.Paused it -> "paused";
            case WaitPart.Reset it -> "reset";
            case WaitPart.OnRing it -> "on ring";
            case WaitPart.Running it -> "running";
            case WaitPart.Hung it -> "hung";
            case WaitPart.Killed it -> "killed";
            case WaitPart.Gone it -> "device gone";
            case WaitPart.Worker it -> "worker";
        };
    }

    /** Returns a part of a job's wait in words. */
    String of(JobTimes job, WaitPart part) {
        return kind(part) + detail(job, part);
    }

    private String detail(JobTimes job, WaitPart part) {
        return switch (part) {
            case WaitPart.BehindOwn it ->
                ": " + job(it.job()) + " had not gone to the hardware"
                        + (it.ahead() == 1 ? "" : "; " + it.ahead() + " of the same queue were before it");
            case WaitPart.Dependency it -> ": " + fence(it.fence());
            case WaitPart.Credits it ->
                ": held by " + named(it.holders())
                        + (it.first() == job.job() ? "" : "; first in line, and too large: " + job(it.first()));
            case WaitPart.LostTo it -> " " + losses(job, it);
            case WaitPart.Paused it -> ": submission to " + ring(job) + " was paused";
            case WaitPart.Reset it ->
                ": " + (it.culprit() == null ? "asked for by the driver" : job(it.culprit()) + " had timed out")
                        + (part.fromNanos() >= job.runNanos() && job.runNanos() != Nanos.NEVER
                                ? ", and this run of the job was lost"
                                : "");
            case WaitPart.OnRing it ->
                " behind " + named(it.with().stream().distinct().toList());
            case WaitPart.Running it -> " on " + ring(job);
            case WaitPart.Hung it -> " on " + ring(job) + " until its timeout; what the ring did for it is lost";
            case WaitPart.Killed it -> ": its client was closed; it ends when what it waits for has ended";
            case WaitPart.Gone it -> ": no ring works on it, and nobody ends it";
            case WaitPart.Worker it -> ": nothing was in its way; the worker of the scheduler had not run yet";
        };
    }

    private String losses(JobTimes job, WaitPart.LostTo part) {
        List<Winner> winners = part.winners();
        Winner last = winners.getLast();
        if (winners.size() == 1) {
            return "(1): " + job(last.job()) + ", " + reason(job, last, part.place());
        }
        Map<String, Long> byEntity = winners.stream()
                .collect(Collectors.groupingBy(
                        each -> entity(each.entity()), LinkedHashMap::new, Collectors.counting()));
        String counts = byEntity.entrySet().stream()
                .map(each -> each.getValue() + " of " + each.getKey())
                .collect(Collectors.joining(", "));
        return "(" + winners.size() + "): " + counts + "; the last was " + job(last.job()) + ", "
                + reason(job, last, part.place());
    }

    private String reason(JobTimes job, Winner last, @Nullable Place own) {
        @Nullable Place winner = last.place();
        if (winner == null || own == null) {
            return "by a key that is not known";
        }
        if (winner.runQueue() < own.runQueue()) {
            return "of a higher priority";
        }
        String equal = winner.key() == own.key() ? ", and came first" : "";
        return switch (header.policies().get(job.scheduler())) {
            case "fifo" -> "submitted at " + millis(winner) + " against " + millis(own) + equal;
            case "rr" -> "turn " + winner.key() + " against " + own.key() + equal;
            case "fair" -> "virtual run time " + millis(winner) + " against " + millis(own) + equal;
            // A start tag moves while its entity waits, since estimates are corrected; its own is that at which it was
            // chosen in the end.
            case "sfq", "sfq-strict" ->
                (winner.key() > own.key()
                                ? "start tag " + millis(winner)
                                : "start tag " + millis(winner) + " against " + millis(own) + equal)
                        + weights(header.weight(last.entity()), header.weight(job.entity()));
            default -> "key " + winner.key() + " against " + own.key() + equal;
        };
    }

    /** A tag is hardware time divided by the weight, so a greater weight is part of the reason. */
    private static String weights(int winner, int own) {
        return winner > own ? ", because its weight is " + winner + " and not " + own : "";
    }

    private static String millis(Place place) {
        // Fair gives and takes single nanoseconds to decide between equals.
        return place.key() % 1_000 == 0 ? Units.millis(place.key()) + " ms" : place.key() + " ns";
    }

    private String named(List<Long> ids) {
        if (ids.size() <= MOST_NAMED) {
            return ids.stream().map(this::job).collect(Collectors.joining(", "));
        }
        return ids.size() + " jobs, the last of them " + job(ids.getLast());
    }

    private String fence(FenceName fence) {
        return switch (fence) {
            case FenceName.Finished finished -> job(finished.job()) + " had not finished";
            case FenceName.Scheduled scheduled -> job(scheduled.job()) + " had not gone to the hardware";
            case FenceName.External external -> external.name() + " had not signalled";
        };
    }

    /** Returns a job with whose it is. */
    String job(long id) {
        JobTimes job = jobs.get(id);
        return "job " + id + (job == null ? "" : " of " + entity(job.entity()));
    }

    private String entity(int id) {
        return id < entities.size() ? entities.get(id) : header.client(id);
    }

    /** Returns the ring of a job. */
    String ring(JobTimes job) {
        return header.rings().get(job.scheduler());
    }
}
