package io.gpusched.application.rules;

import io.gpusched.domain.fence.Errno;
import java.util.List;

/**
 * A number that is equal wherever the rules expect the same of what may come, as far as the device does not show it. The explorer takes two
 * states for one if the numbers of their devices and of their models are equal, so a field that is left out here may hide a violation; one
 * that is entered without need only costs states.
 *
 * <p>What stands in the number: which jobs are lost, detached, in hand, timed out, given again, blamed and how often, and what errors they
 * bear; which schedulers are paused, in a reset, have messages or a leaked score, and what their timeout is to do; who is guilty; who
 * flushes; and the order in which entities stand. What does not: times and averages, which the fences and entities show; dependencies, which
 * are always the same for a job of the same number.
 */
final class ExpectedFingerprint {
    private ExpectedFingerprint() {}

    static long of(Expected expected) {
        long sum = 0;
        for (int i = 0; i < expected.schedulers.size(); i++) {
            ExpectedScheduler each = expected.schedulers.get(i);
            sum += of(each) * (2L * each.scheduler.id() + 0x9E3779B97F4A7C15L);
            sum += each.resubmitted == null ? 0 : (each.resubmitted.id() + 1) * 0xBF58476D1CE4E5B9L;
            sum += order(each.standing);
        }
        for (int i = 0; i < expected.jobs.size(); i++) {
            ExpectedJob each = expected.jobs.get(i);
            sum += of(each) * (2L * each.job.id() + 0xC2B2AE3D27D4EB4FL);
        }
        for (int i = 0; i < expected.entities.size(); i++) {
            ExpectedEntity each = expected.entities.get(i);
            Errno last = each.lastTaken == null ? null : each.lastTaken.error();
            sum += ((each.guilty ? 1 : 0) + (last == null ? 0 : 2L * last.number()))
                    * (2L * each.entity.id() + 0x165667B19E3779F9L);
        }
        for (int i = 0; i < expected.flushes.size(); i++) {
            sum += 2L * expected.flushes.get(i).entity().id() + 0x632BE59BD9B4E019L;
        }
        return sum;
    }

    private static long of(ExpectedScheduler scheduler) {
        int flags = bit(0, scheduler.leavesFinished)
                + bit(1, scheduler.paused)
                + bit(2, scheduler.inReset)
                + bit(3, scheduler.runsAgain)
                + bit(4, scheduler.timeout.armed)
                + bit(5, scheduler.timeout.suspended);
        return flags + 64L * scheduler.leaked + 16384L * scheduler.messages.size() + 1;
    }

    private static long of(ExpectedJob job) {
        int flags =
                bit(0, job.lost) + bit(1, job.detached) + bit(2, job.inHand) + bit(3, job.timedOut) + bit(4, job.again);
        int error = job.ownError == null ? 0 : job.ownError.number();
        return flags + 32L * job.karma + 1024L * job.blames + 65536L * error;
    }

    private static int bit(int place, boolean set) {
        return set ? 1 << place : 0;
    }

    private static long order(List<ExpectedEntity> standing) {
        long sum = 0;
        for (int i = 0; i < standing.size(); i++) {
            ExpectedEntity each = standing.get(i);
            int before = 0;
            for (int j = 0; j < standing.size(); j++) {
                ExpectedEntity other = standing.get(j);
                before += other.level == each.level && other.isBefore(each) ? 1 : 0;
            }
            sum += before * (2L * each.entity.id() + 0xD6E8FEB86659FD93L);
        }
        return sum;
    }
}
