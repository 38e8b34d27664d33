package io.gpusched.views.html;

import io.gpusched.application.insight.JobTimes;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the data of a page as its scripts do. Every JSON is a YAML. */
final class Decoded {
    private final Map<?, ?> run;

    Decoded(String json, int run) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        Map<?, ?> all = (Map<?, ?>) new Load(settings).loadFromString(json);
        this.run = (Map<?, ?>) ((List<?>) all.get("runs")).get(run);
    }

    Object get(String name) {
        return run.get(name);
    }

    /** Returns the jobs' times; errors are left out. */
    List<JobTimes> times() {
        Map<?, ?> jobs = (Map<?, ?>) run.get("jobs");
        int count = ((Number) jobs.get("count")).intValue();
        List<Long> id = running(column(jobs, "id", count));
        List<Long> entity = column(jobs, "entity", count);
        List<Long> ring = column(jobs, "ring", count);
        List<Long> queued = running(column(jobs, "queued", count));
        List<Long> ran = after(queued, column(jobs, "run", count));
        List<Long> start = after(ran, column(jobs, "start", count));
        List<Long> stopped = after(start, column(jobs, "stopped", count));
        List<Long> done = after(start, column(jobs, "done", count));
        List<Long> finished = column(jobs, "finished", count);
        List<JobTimes> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long last = done.get(i) != Nanos.NEVER
                    ? done.get(i)
                    : start.get(i) != Nanos.NEVER
                            ? start.get(i)
                            : ran.get(i) != Nanos.NEVER ? ran.get(i) : queued.get(i);
            times.add(new JobTimes(
                    id.get(i),
                    entity.get(i).intValue(),
                    ring.get(i).intValue(),
                    queued.get(i),
                    ran.get(i),
                    start.get(i),
                    stopped.get(i),
                    done.get(i),
                    finished.get(i) == Columns.MISSING ? Nanos.NEVER : last + finished.get(i),
                    null));
        }
        return times;
    }

    /** Returns the lengths of the parts of each job's time. */
    List<List<Long>> parts() {
        Map<?, ?> waits = (Map<?, ?>) run.get("waits");
        List<Long> counts = column(waits, "parts", times().size());
        int all = Math.toIntExact(counts.stream().mapToLong(each -> each).sum());
        List<Long> nanos = column(waits, "nanos", all);
        List<List<Long>> parts = new ArrayList<>();
        int at = 0;
        for (long count : counts) {
            parts.add(nanos.subList(at, at += (int) count));
        }
        return parts;
    }

    private static List<Long> column(Map<?, ?> columns, String name, int count) {
        Object column = columns.get(name);
        return column instanceof List<?> list
                ? list.stream().map(Decoded::number).toList()
                : Collections.nCopies(count, number(column));
    }

    private static long number(Object value) {
        return value == null ? Columns.MISSING : ((Number) value).longValue();
    }

    private static List<Long> running(List<Long> steps) {
        List<Long> sums = new ArrayList<>();
        long sum = 0;
        for (long step : steps) {
            sum += step;
            sums.add(sum);
        }
        return sums;
    }

    private static List<Long> after(List<Long> from, List<Long> steps) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            times.add(steps.get(i) == Columns.MISSING ? Nanos.NEVER : from.get(i) + steps.get(i));
        }
        return times;
    }
}
