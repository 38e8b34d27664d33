package io.gpusched.views.html;

import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.Place;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.Outage;
import io.gpusched.domain.time.Nanos;
import io.gpusched.words.EntityNames;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run as it is looked at. Jobs, entities and rings appear as their ids; times are nanoseconds from the start of the run.
 *
 * @param name which run it is, for people
 * @param rings the rings, by id
 * @param entities the entities, by id
 * @param jobs its jobs, in the order in which they were queued
 * @param marks what else happened, in order
 * @param fences when fences from outside signalled, by name
 * @param endNanos when it was over
 * @param outages when rings did nothing useful: hangs, recoveries, devices that were gone
 * @param unfinished which jobs hung, what was done about that, and what had not ended; in words
 */
public record RunView(
        String name,
        List<RingView> rings,
        List<EntityView> entities,
        List<JobView> jobs,
        List<PageMark> marks,
        Map<String, Long> fences,
        long endNanos,
        List<Outage> outages,
        List<String> unfinished) {
    /** Returns the names of the entities, by id, as every view has them. */
    List<String> entityNames() {
        return EntityNames.of(entities.stream().map(EntityView::client).toList());
    }

    /**
     * A ring.
     *
     * @param policy the policy of its scheduler, as a word
     * @param credits its credit limit
     * @param timeoutNanos how long the first job on it may take, or {@link Nanos#NO_LIMIT}
     */
    public record RingView(String name, String policy, int credits, long timeoutNanos) {}

    /**
     * An entity.
     *
     * @param client the name of its client
     * @param priority its priority at first, as a word
     * @param weight the weight by which it, or the outermost group that it belongs to, competes for its rings
     */
    public record EntityView(String client, String priority, int weight) {}

    /**
     * A job.
     *
     * @param times what became of it
     * @param credits how much of the ring it took up; 1 if it never ran
     * @param place where its entity stood in the run queue when it was chosen, or null if that is not known
     * @param dependencies the fences that it waited for, as it was queued
     * @param waits the parts of its time from queued to done, in order
     */
    public record JobView(
            JobTimes times, int credits, @Nullable Place place, List<FenceName> dependencies, List<WaitView> waits) {}
}
