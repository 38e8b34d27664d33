package io.gpusched.views.html;

import io.gpusched.application.event.FenceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The places of jobs and of outer fences in the lists of a run, by which the page names them. */
final class PagePlaces {
    /** The place of a job that was never queued. */
    static final int UNKNOWN = -1;

    private static final long FINISHED = -1;
    private static final long SCHEDULED = -2;
    private final Map<Long, Integer> jobs = new TreeMap<>();
    private final Map<String, Integer> places = new TreeMap<>();
    private final List<String> fences = new ArrayList<>();

    /** Numbers the jobs of a run; fences get their numbers as they are asked for. */
    PagePlaces(RunView run) {
        run.jobs().forEach(job -> jobs.put(job.times().job(), jobs.size()));
    }

    /** Returns the place of a job. */
    int job(long id) {
        return jobs.getOrDefault(id, UNKNOWN);
    }

    /** Returns the place of an outer fence, or which of a job's two fences it is. */
    long fence(@Nullable FenceName fence) {
        return switch (fence) {
            case null -> Columns.MISSING;
            case FenceName.Finished finished -> FINISHED;
            case FenceName.Scheduled scheduled -> SCHEDULED;
            case FenceName.External(String name) -> places.computeIfAbsent(name, this::add);
        };
    }

    private int add(String name) {
        fences.add(name);
        return fences.size() - 1;
    }

    /** Returns the names of the outer fences that were asked for, in the order of their places. */
    List<String> fences() {
        return List.copyOf(fences);
    }
}
