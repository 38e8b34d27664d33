package io.gpusched.application.rules;

import io.gpusched.application.device.Device;
import io.gpusched.application.rules.JobBook.Entry;
import io.gpusched.application.rules.JobBook.Watch;
import io.gpusched.application.rules.violation.Violations;
import io.gpusched.application.scheduling.QueuedWork;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.fence.Fence;
import io.gpusched.domain.sched.Credits;
import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.HardwareFence;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.PendingList;
import io.gpusched.domain.sched.Scheduler;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What must be true of a device between two steps. */
final class StateRules {
    private static final String CREDITS =
            "the credits in flight are the sum over the jobs that ran, are not done and were not detached by a stop";
    private static final String LIMIT = "the credits in flight are 0 to the limit";
    private static final String SCORE = "the score counts queued jobs, running jobs and attached entities";
    private static final String PENDING_ORDER = "the pending list is in the order in which the jobs started";
    private static final String PENDING_ALL = "a job that ran is on the pending list until it is freed or released";
    private static final String WAKE_UP = "no wake-up is lost: who is ready and fits is looked at";
    private static final String FREE_UP = "no wake-up is lost: a finished job at the head of the pending list is freed";
    private static final String QUIET = "nothing is queued when nothing is left to do";
    private static final String STANDS =
            "an entity stands in its run queue if and only if it has a job and was not killed";
    private static final String WAITS =
            "an entity that waits has an unsignalled fence to wait for, and only such a one";
    private static final String DETACHED = "a killed entity counts for no score";
    private static final String DEAD = "nothing is on its way for a scheduler that was torn down";
    private static final String GONE = "a scheduler that was torn down is not ready for jobs";
    private static final String NOT_LOST = "no completion is lost: a job whose run is over is done";
    private static final String BLAMED_IN_HAND = "a job is blamed only while the timeout handler looks at it";
    private static final String MESSAGES = "every message that was sent is processed, unless submission is paused";
    private static final String FLUSH = "a flush ends as soon as nothing is queued";
    private static final String SILENT = "while submission is paused no run, free or message work is queued";
    private static final String BLAMED =
            "a job was blamed as often as its timeout handler said so, and never if it is of kernel priority";
    private static final String GUILTY =
            "an entity is guilty if and only if a job was blamed on the scheduler that it is on";
    private static final String LAST_ERROR = "the last error of an entity is that of its job that was taken last";
    private static final String LAST_TAKEN = "an entity knows its job that was taken last, until that is retired";
    private static final String WAITS_NOWHERE =
            "an entity that was killed, or waits no more, is to be told of no fence";
    private static final String QUEUE = "the jobs of a queue are its entity's own, have not run and are all there";

    private final Violations violations;
    private final JobBook book;
    private final Device device;
    private final TimerRules timerRules;

    StateRules(Violations violations, JobBook book, Device device, TimerRules timerRules) {
        this.timerRules = timerRules;
        this.violations = violations;
        this.book = book;
        this.device = device;
    }

    void check() {
        book.addUp(device.bugs());
        List<Scheduler> schedulers = device.schedulers();
        for (int i = 0; i < schedulers.size(); i++) {
            Scheduler scheduler = schedulers.get(i);
            QueuedWork queued = device.queuedWork(scheduler);
            if (book.watch(scheduler).paused && (queued.run() || queued.free() || queued.message())) {
                violations.add(SILENT, scheduler + " has " + queued);
            }
            if (device.isTornDown(scheduler)) {
                checkDead(scheduler, queued);
            } else {
                Watch watch = book.watch(scheduler);
                checkCredits(scheduler, watch);
                checkPending(scheduler, watch);
                timerRules.check(scheduler, queued);
                checkWakeUps(scheduler, watch, queued);
                checkScore(scheduler, schedulers);
            }
        }
        for (Entry entry : book.jobs()) {
            checkJob(entry);
        }
        List<Client> clients = book.clients();
        for (int i = 0; i < clients.size(); i++) {
            checkEntity(clients.get(i));
        }
        for (Entity entity : device.flushing()) {
            if (entity.queued() == 0 || entity.isStopped() || !entity.isAttached()) {
                violations.add(FLUSH, "the flush of " + entity + " goes on");
            }
        }
    }

    private void checkDead(Scheduler scheduler, QueuedWork queued) {
        if (queued.run() || queued.free() || queued.message() || queued.timeout()) {
            violations.add(DEAD, scheduler + " has " + queued);
        }
        if (scheduler.isEligible()) {
            violations.add(GONE, scheduler.toString());
        }
    }

    void checkQuiet() {
        check();
        for (Scheduler scheduler : device.schedulers()) {
            QueuedWork queued = device.queuedWork(scheduler);
            if (queued.run() || queued.free() || queued.message() || queued.timeout()) {
                violations.add(QUIET, scheduler + " has " + queued);
            }
            if (book.watch(scheduler).messages > 0 && !scheduler.isPaused()) {
                violations.add(MESSAGES, scheduler + " has " + book.watch(scheduler).messages + " left");
            }
            if (!device.isTornDown(scheduler) && !scheduler.isPaused() && isSomebodyToRun(scheduler)) {
                violations.add(WAKE_UP, scheduler + " rests although " + scheduler.firstReady() + " is ready");
            }
        }
    }

    private void checkCredits(Scheduler scheduler, Watch watch) {
        Credits credits = scheduler.credits();
        if (credits.inFlight() != watch.creditsUnderWay) {
            violations.add(
                    CREDITS,
                    scheduler + " counts " + credits.inFlight() + ", its jobs take up " + watch.creditsUnderWay);
        }
        if (credits.inFlight() < 0 || credits.inFlight() > credits.limit()) {
            violations.add(LIMIT, scheduler + " counts " + credits.inFlight() + " of " + credits.limit());
        }
    }

    private void checkPending(Scheduler scheduler, Watch watch) {
        PendingList pending = scheduler.pending();
        int count = 0;
        long lastStart = 0;
        @Nullable Job before = null;
        for (Job job = pending.first(); job != null; job = pending.after(job)) {
            Entry entry = book.entry(job);
            boolean linked = pending.before(job) == before && job.scheduler() == scheduler;
            if (entry == null || !linked || entry.start <= lastStart) {
                violations.add(PENDING_ORDER, job + " on " + scheduler + " comes after " + before);
            }
            lastStart = entry == null ? lastStart : entry.start;
            before = job;
            count++;
        }
        if (count != watch.pending || count != pending.size() || pending.last() != before) {
            violations.add(
                    PENDING_ALL,
                    scheduler + " has " + count + " pending jobs of " + watch.pending + ", and says " + pending.size());
        }
    }

    private void checkJob(Entry entry) {
        Job job = entry.job;
        if (job.karma() != entry.blames) {
            violations.add(BLAMED, job + " has karma " + job.karma() + ", and was blamed " + entry.blames + " times");
        }
        if (job.karma() != entry.karma) {
            violations.add(BLAMED_IN_HAND, job + " has karma " + job.karma() + ", and had " + entry.karma);
        }
        @Nullable HardwareFence run = job.hardware();
        if (entry.hasRun() && !entry.done && !entry.detached && !entry.lost && run != null && run.isSignaled()) {
            violations.add(NOT_LOST, job + " on " + job.scheduler());
        }
        if (entry.hasRun()
                && !entry.lost
                && !device.isTornDown(job.scheduler())
                && !job.scheduler().pending().contains(job)) {
            violations.add(PENDING_ALL, job + " on " + job.scheduler() + " is on no list");
        }
    }

    private void checkWakeUps(Scheduler scheduler, Watch watch, QueuedWork queued) {
        if (scheduler.isPaused()) {
            return;
        }
        if (!queued.run() && !queued.free() && isSomebodyToRun(scheduler)) {
            violations.add(WAKE_UP, scheduler + " rests although " + scheduler.firstReady() + " is ready");
        }
        Job head = scheduler.pending().first();
        if (!queued.free()
                && !watch.leavesFinished
                && head != null
                && head.fences().finished().isSignaled()) {
            violations.add(FREE_UP, scheduler + " rests although " + head + " has finished");
        }
    }

    private boolean isSomebodyToRun(Scheduler scheduler) {
        Entity ready = scheduler.firstReady();
        Job job = ready == null ? null : ready.firstJob();
        if (job == null || book.mayOverlook(scheduler, device.bugs())) {
            return false;
        }
        Credits credits = scheduler.credits();
        return Math.min(job.credits(), credits.limit()) <= credits.limit() - credits.inFlight();
    }

    private void checkScore(Scheduler scheduler, List<Scheduler> schedulers) {
        int expected = 0;
        List<Client> clients = book.clients();
        for (int i = 0; i < clients.size(); i++) {
            Entity entity = clients.get(i).entity;
            expected += entity.isAttached() && entity.scheduler().score() == scheduler.score() ? 1 : 0;
        }
        for (int i = 0; i < schedulers.size(); i++) {
            Scheduler sharer = schedulers.get(i);
            expected += sharer.score() == scheduler.score() ? book.watch(sharer).scored : 0;
        }
        if (scheduler.score().value() != expected) {
            violations.add(SCORE, scheduler + " says " + scheduler.score().value() + ", there are " + expected);
        }
    }

    private void checkEntity(Client client) {
        Entity entity = client.entity;
        boolean stands = entity.isReady() || entity.isBlocked();
        boolean shouldStand = !entity.isStopped() && entity.firstJob() != null;
        if (stands != shouldStand || (stands && !entity.isAttached()) || (entity.isReady() && entity.isBlocked())) {
            violations.add(
                    STANDS,
                    entity + " with " + entity.queued() + " jobs queued, ready " + entity.isReady() + ", blocked "
                            + entity.isBlocked() + ", attached " + entity.isAttached());
        }
        if (entity.isGuilty() != client.guilty) {
            violations.add(GUILTY, entity + " is guilty: " + entity.isGuilty() + ", should be: " + client.guilty);
        }
        checkLastTaken(entity, client.lastTaken);
        checkWaitsNowhere(entity, client);
        boolean waits = entity.dependency() != null;
        if (waits != entity.isBlocked()
                || (entity.dependency() != null && entity.dependency().isSignaled())) {
            violations.add(WAITS, entity + " waits for " + entity.dependency());
        }
        if (entity.isStopped() && entity.isAttached()) {
            violations.add(DETACHED, entity + " is attached to " + entity.scheduler());
        }
        checkQueue(entity, client.waiting);
    }

    private void checkLastTaken(Entity entity, @Nullable Fence taken) {
        Errno error = taken == null ? null : taken.error();
        if (!Objects.equals(error, entity.lastError())) {
            violations.add(LAST_ERROR, entity + " says " + entity.lastError() + ", not " + error);
        }
        if (taken != null && !taken.isSignaled() && entity.lastScheduled() != taken) {
            violations.add(LAST_TAKEN, entity + " says " + entity.lastScheduled() + ", not " + taken);
        }
    }

    private void checkWaitsNowhere(Entity entity, Client client) {
        Fence awaited = client.awaited;
        if (awaited == null || (entity.dependency() == awaited && !entity.isStopped())) {
            return;
        }
        for (int i = 0; i < awaited.waiting(); i++) {
            if (awaited.waiting(i) == entity) {
                violations.add(WAITS_NOWHERE, entity + " still stands at " + awaited);
            }
        }
        client.awaited = null;
    }

    private void checkQueue(Entity entity, int waiting) {
        int count = 0;
        for (Job job = entity.firstJob(); job != null; job = entity.jobAfter(job)) {
            Entry entry = book.entry(job);
            if (entry == null
                    || entry.hasRun()
                    || job.entity() != entity
                    || job.fences().isScheduled()) {
                violations.add(QUEUE, job + " is in the queue of " + entity);
            }
            count++;
        }
        if (count != entity.queued() || (count != waiting && !entity.isStopped())) {
            violations.add(
                    QUEUE,
                    entity + " says " + entity.queued() + ", has " + count + ", and " + waiting + " have not run");
        }
    }
}
