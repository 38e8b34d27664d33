package io.gpusched.application.insight;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job, as the events tell of it. It waits to be selected; then it is with the hardware, and that is its {@link Stay}. A killed job never is.
 */
final class WaitingJob {
    private final Event.JobQueued queued;
    private final SchedulerPast scheduler;
    private final WaitingEntity entity;
    private List<Block> dependencies = List.of();
    private List<Block> blocks = List.of();
    private List<WaitPart> parts = List.of();
    private @Nullable WaitingJob before;
    private int ahead;
    private @Nullable Moment head;
    private @Nullable Moment left;
    private @Nullable Moment ended;
    private @Nullable Stay stay;
    private boolean submitted;
    private boolean scheduled;

    /** A fence that a job waits for, from a moment on. */
    static final class Block {
        private final FenceName fence;
        private final Moment from;
        private @Nullable Moment to;

        private Block(FenceName fence, Moment from) {
            this.fence = fence;
            this.from = from;
        }

        void end(Moment now) {
            to = now;
        }

        private boolean lastsBeyond(long nanos) {
            return from.nanos() <= nanos && (to == null || to.nanos() > nanos);
        }
    }

    WaitingJob(Event.JobQueued queued, SchedulerPast scheduler, WaitingEntity entity) {
        this.queued = queued;
        this.scheduler = scheduler;
        this.entity = entity;
    }

    long id() {
        return queued.job();
    }

    int credits() {
        return queued.jobCredits();
    }

    SchedulerPast scheduler() {
        return scheduler;
    }

    WaitingEntity entity() {
        return entity;
    }

    void becomesHead(Moment now) {
        head = now;
    }

    void isBehind(WaitingJob other, int jobs) {
        before = other;
        ahead = jobs;
    }

    /** Records a dependency. It matters once the job is the first of its entity. */
    Block dependsOn(FenceName fence, Moment now) {
        dependencies = dependencies.isEmpty() ? new ArrayList<>(1) : dependencies;
        return noted(dependencies, fence, now);
    }

    /** Records that the job was looked at, and has to wait for a fence. */
    Block isBlocked(FenceName fence, Moment now) {
        blocks = blocks.isEmpty() ? new ArrayList<>(1) : blocks;
        return noted(blocks, fence, now);
    }

    private static Block noted(List<Block> all, FenceName fence, Moment now) {
        Block block = new Block(fence, now);
        all.add(block);
        return block;
    }

    /** Records that the job was selected. */
    Stay run(Event.JobRun run, Moment now) {
        Stay begun = new Stay(id(), run.jobCredits(), now);
        Place place = head != null && entity.hasStoodStillSince(head) ? run.place() : null;
        parts = softwareParts(now, true, place);
        left = now;
        stay = begun;
        dependencies = List.of();
        return begun;
    }

    /** Records that the job will never be selected. */
    void kill(Moment now) {
        if (left == null) {
            parts = softwareParts(now, false, null);
            left = now;
            dependencies = List.of();
        }
    }

    /** Records that the job has ended, whatever became of it; only the first time counts. */
    void end(Moment now) {
        if (ended == null) {
            parts = parts(now);
            ended = now;
        }
    }

    boolean isEnded() {
        return ended != null;
    }

    @Nullable
    Stay stay() {
        return stay;
    }

    /** Notes an answer of the hardware; returns whether it had answered before. */
    boolean markSubmitted() {
        boolean again = submitted;
        submitted = true;
        return again;
    }

    boolean isSubmitted() {
        return submitted;
    }

    void markScheduled() {
        scheduled = true;
    }

    boolean isScheduled() {
        return scheduled;
    }

    /** Tells whether the job stood in its scheduler's line after all that happened at a time: first of its entity, and not set aside. */
    boolean wasInLineAfter(long nanos) {
        return head != null
                && head.nanos() <= nanos
                && (left == null || left.nanos() > nanos)
                && blocks.stream().noneMatch(each -> each.lastsBeyond(nanos));
    }

    /** Returns the parts of its wait until now. */
    List<WaitPart> parts(Moment now) {
        if (ended != null) {
            return parts;
        }
        if (left == null) {
            return softwareParts(now, false, null);
        }
        List<WaitPart> all = new ArrayList<>(parts);
        if (stay != null) {
            all.addAll(stay.parts(now.nanos()));
        } else if (now.nanos() > left.nanos()) {
            all.add(new WaitPart.Killed(left.nanos(), now.nanos()));
        }
        return List.copyOf(all);
    }

    /**
     * Cuts the time until the job left the line.
     *
     * @param selected whether it was selected now; then what it was still waiting for cannot have mattered
     */
    private List<WaitPart> softwareParts(Moment now, boolean selected, @Nullable Place place) {
        List<WaitPart> cut = new ArrayList<>(2);
        Moment first = head == null ? now : head;
        if (before != null && first.nanos() > queued.nanos()) {
            cut.add(new WaitPart.BehindOwn(queued.nanos(), first.nanos(), before.id(), ahead));
        }
        Moment cursor = first;
        for (Block each : dependencies) {
            Moment end = each.to == null ? (selected ? cursor : now) : each.to;
            cursor = waitFor(each.fence, cursor, end, cut);
        }
        for (Block each : blocks) {
            Moment end = each.to == null ? now : each.to;
            if (end.isAfter(cursor)) {
                Moment begin = each.from.isAfter(cursor) ? each.from : cursor;
                scheduler.addContention(this, place, cursor, begin, cut);
                cursor = waitFor(each.fence, begin, end, cut);
            }
        }
        scheduler.addContention(this, place, cursor, now, cut);
        return cut;
    }

    /** Returns where the wait for a fence ends: where it begins, if the fence has signalled by then. */
    private static Moment waitFor(FenceName fence, Moment from, Moment to, List<WaitPart> cut) {
        if (!to.isAfter(from)) {
            return from;
        }
        if (to.nanos() > from.nanos()) {
            cut.add(new WaitPart.Dependency(from.nanos(), to.nanos(), fence));
        }
        return to;
    }
}
