package io.gpusched.application.shared;

import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.Scheduler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets running jobs of a ring make room for more urgent ones, by running them again later. Writer only. */
final class Requeue {
    private final TicketList running;
    private final Scheduler scheduler;
    private final DeviceOnWriter onWriter;
    private long count;

    Requeue(TicketList running, Scheduler scheduler, DeviceOnWriter onWriter) {
        this.running = running;
        this.scheduler = scheduler;
        this.onWriter = onWriter;
    }

    /** Returns how often a running job made room. */
    long count() {
        return count;
    }

    /**
     * Lets running jobs make room for a more urgent one that is next: those that started last, of the least urgent ones first. Each is
     * cancelled and queued again, before the jobs behind it.
     */
    void makeRoomFor(Job urgent) {
        if (scheduler.firstReady() != urgent.entity() || urgent.entity().firstJob() != urgent) {
            return;
        }
        int needed = Math.min(urgent.credits(), scheduler.credits().limit());
        int free = scheduler.credits().limit() - scheduler.credits().inFlight();
        List<SubmittedJob> victims = new ArrayList<>();
        while (free < needed) {
            SubmittedJob victim = nextVictim(urgent, victims);
            if (victim == null) {
                return;
            }
            victims.add(victim);
            free += victim.requireJob().credits();
        }
        victims.forEach(this::requeue);
    }

    private @Nullable SubmittedJob nextVictim(Job urgent, List<SubmittedJob> taken) {
        SubmittedJob found = null;
        for (SubmittedJob each = running.last(); each != null; each = running.before(each)) {
            Job job = each.requireJob();
            if (urgent.priority().isMoreUrgentThan(job.priority())
                    && !job.isSignaled()
                    && !taken.contains(each)
                    && !onWriter.isAwaited(each)
                    && !job.entity().isStopped()
                    && (found == null || found.requireJob().priority().isMoreUrgentThan(job.priority()))) {
                found = each;
            }
        }
        return found;
    }

    private void requeue(SubmittedJob ticket) {
        Job job = ticket.requireJob();
        if (onWriter.requeue(ticket, job)) {
            count++;
            onWriter.device().cancel(job);
        }
    }
}
