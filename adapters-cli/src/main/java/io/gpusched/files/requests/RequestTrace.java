package io.gpusched.files.requests;

import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.Latency;
import io.gpusched.application.workload.OnTimeout;
import io.gpusched.application.workload.RingKind;
import io.gpusched.application.workload.Workload;
import io.gpusched.application.workload.Workload.EntityLine;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.application.workload.Workload.Step;
import io.gpusched.application.workload.Workload.TimedStep;
import io.gpusched.domain.order.Policies;
import io.gpusched.domain.order.Priority;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Requests in the order in which they came.
 *
 * @param requests at least one; the first came at 0
 */
public record RequestTrace(List<TraceRequest> requests) {
    private static final String RING = "gpu";
    private static final String ANYBODY = "requests";

    public RequestTrace {
        requests = List.copyOf(requests);
    }

    /** Returns from the first request to the last, in nanoseconds. */
    public long spanNanos() {
        return requests.getLast().atNanos();
    }

    /** Tells whether it was recorded how long each request took. */
    public boolean hasRecordedTimes() {
        return requests.stream().allMatch(each -> each.recordedNanos() != TraceRequest.UNKNOWN);
    }

    /** Returns the requests of the day, of midnight to midnight counted from the first request, that has the most of them. */
    public RequestTrace busiest(long dayNanos) {
        Map<Long, List<TraceRequest>> days = new LinkedHashMap<>();
        requests.forEach(each -> days.computeIfAbsent(each.atNanos() / dayNanos, day -> new ArrayList<>())
                .add(each));
        List<TraceRequest> most = List.of();
        for (List<TraceRequest> day : days.values()) {
            most = day.size() > most.size() ? day : most;
        }
        return startingAtZero(most);
    }

    /**
     * Returns another trace of the same length that might have been recorded: blocks of this one, each drawn from anywhere in it, one after
     * the other (the moving block bootstrap of Künsch, Annals of Statistics 17(3), 1989). What depends on each other within a block stays
     * together.
     *
     * @param blockNanos how long a block is, above 0
     * @param seed chooses the blocks
     */
    public RequestTrace resampled(long blockNanos, long seed) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        long span = spanNanos() + 1;
        long block = Math.min(blockNanos, span);
        List<TraceRequest> drawn = new ArrayList<>();
        for (long begin = 0; begin < span; begin += block) {
            long from = random.nextLong(span - block + 1);
            long length = Math.min(block, span - begin);
            for (int i = firstAt(from); i < requests.size() && requests.get(i).atNanos() < from + length; i++) {
                drawn.add(shifted(requests.get(i), begin - from));
            }
        }
        return drawn.isEmpty() ? this : new RequestTrace(drawn);
    }

    private int firstAt(long nanos) {
        int low = 0;
        int high = requests.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (requests.get(middle).atNanos() < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static RequestTrace startingAtZero(List<TraceRequest> requests) {
        long first = requests.getFirst().atNanos();
        return new RequestTrace(
                requests.stream().map(each -> shifted(each, -first)).toList());
    }

    private static TraceRequest shifted(TraceRequest request, long nanos) {
        return new TraceRequest(
                request.atNanos() + nanos,
                request.tenant(),
                request.input(),
                request.output(),
                request.recordedNanos());
    }

    /** Returns a workload that plays the requests: each is a job of its tenant, which submits it when it came. */
    public Workload workload(RequestCost cost) {
        Map<String, Integer> entities = new LinkedHashMap<>();
        List<TimedStep> steps = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            TraceRequest request = requests.get(i);
            int entity = entities.computeIfAbsent(client(request, i, cost), name -> entities.size());
            steps.add(new TimedStep(
                    request.atNanos(), new Step.Push(i + 1L, entity, 1, GpuWork.of(cost.nanos(request)), List.of())));
        }
        SchedulerLine ring = new SchedulerLine(
                RING,
                cost.slots(),
                Nanos.NO_LIMIT,
                0,
                OnTimeout.RESET,
                SchedulerLine.OWN_SCORE,
                cost.slots() == 1 ? RingKind.SERIAL : RingKind.OVERLAPPING,
                null);
        List<EntityLine> lines = entities.keySet().stream()
                .map(name -> new EntityLine(name, Priority.NORMAL, List.of(0)))
                .toList();
        return new Workload(Policies.DEFAULT, List.of(ring), lines, List.of(), steps, Nanos.NEVER, Latency.NONE);
    }

    private static String client(TraceRequest request, int index, RequestCost cost) {
        if (!request.tenant().isEmpty()) {
            return request.tenant();
        }
        return cost.tenants() == 1 ? ANYBODY : "tenant" + index % cost.tenants();
    }
}
