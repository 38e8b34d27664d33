package io.gpusched.views.html;

import io.gpusched.application.event.Event;
import io.gpusched.application.event.Labels;
import io.gpusched.application.port.Launch;
import io.gpusched.domain.fence.Errno;
import io.gpusched.views.text.RecoveryWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Gathers the marks of a run from its events. */
final class MarkLog implements Consumer<Event> {
    private final List<PageMark> marks = new ArrayList<>();
    private final Map<Long, Integer> ringOfJob = new TreeMap<>();
    private final Map<Long, Integer> entityOfJob = new TreeMap<>();
    private final List<String> entities;

    /**
     * Makes a log.
     *
     * @param entities the names of the entities, by id
     */
    MarkLog(List<String> entities) {
        this.entities = List.copyOf(entities);
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case Event.JobQueued e -> {
                ringOfJob.put(e.job(), e.scheduler());
                entityOfJob.put(e.job(), e.entity());
            }
            case Event.JobRun e -> ringOfJob.put(e.job(), e.scheduler());
            case Event.JobSubmitted e -> submitted(e);
            case Event.TimedOut e -> timedOut(e);
            case Event.JobReleased e ->
                ofJob(PageMark.Kind.CANCEL, e.nanos(), e.job(), "was taken over by the timeout handler");
            case Event.JobCancelled e ->
                ofJob(PageMark.Kind.CANCEL, e.nanos(), e.job(), "was cancelled on the hardware");
            case Event.MessageProcessed e ->
                ofRing(PageMark.Kind.MESSAGE, e.nanos(), e.scheduler(), "message " + e.message() + " was processed");
            case Event.SubmissionPaused e ->
                ofRing(PageMark.Kind.PAUSE, e.nanos(), e.scheduler(), "submission was paused");
            case Event.SubmissionResumed e ->
                ofRing(PageMark.Kind.RESUME, e.nanos(), e.scheduler(), "submission was resumed");
            case Event.PriorityChanged e ->
                ofEntity(
                        PageMark.Kind.PRIORITY,
                        e.nanos(),
                        e.entity(),
                        "the priority became " + Labels.of(e.priority()));
            case Event.EntityKilled e -> ofEntity(PageMark.Kind.KILL, e.nanos(), e.entity(), "the entity was killed");
            case Event.RingRecovery e ->
                ofRing(PageMark.Kind.RECOVERY, e.nanos(), e.scheduler(), RecoveryWords.of(e.stage()));
            case Event.EntityForgiven e ->
                ofEntity(PageMark.Kind.PRIORITY, e.nanos(), e.entity(), "its hangs were forgiven");
            case Event.FenceSignaled _,
                    Event.JobEvent _,
                    Event.SchedulerEvent _,
                    Event.EntityEvent _,
                    Event.MessageEvent _ -> {}
        }
    }

    private void submitted(Event.JobSubmitted event) {
        if (event.launch() instanceof Launch.Refused(Errno error)) {
            ofJob(PageMark.Kind.REFUSAL, event.nanos(), event.job(), "was refused by the hardware: " + error);
        }
    }

    private void timedOut(Event.TimedOut event) {
        switch (event.verdict()) {
            case RESET ->
                ofJob(PageMark.Kind.RESET, event.nanos(), event.job(), "timed out; the hardware hung and was reset");
            case NO_HANG ->
                ofJob(PageMark.Kind.TIMEOUT, event.nanos(), event.job(), "timed out; it was slow, not hung");
            case KILLED ->
                ofJob(
                        PageMark.Kind.TIMEOUT,
                        event.nanos(),
                        event.job(),
                        "timed out; the hardware ended it, and nothing else");
            case ENODEV -> ofJob(PageMark.Kind.GONE, event.nanos(), event.job(), "timed out; the device is gone");
        }
    }

    private void ofJob(PageMark.Kind kind, long nanos, long job, String what) {
        int ring = ringOfJob.getOrDefault(job, PageMark.NONE);
        Integer entity = entityOfJob.get(job);
        String whose = entity == null ? "" : " of " + entities.get(entity);
        marks.add(new PageMark(kind, nanos, ring, PageMark.NONE, job, "job " + job + whose + " " + what));
    }

    private void ofRing(PageMark.Kind kind, long nanos, int ring, String text) {
        marks.add(new PageMark(kind, nanos, ring, PageMark.NONE, PageMark.NONE, text));
    }

    private void ofEntity(PageMark.Kind kind, long nanos, int entity, String text) {
        marks.add(new PageMark(kind, nanos, PageMark.NONE, entity, PageMark.NONE, text));
    }

    /**
     * Returns the marks, in the order of the events.
     *
     * @param originNanos the time from which theirs are counted
     */
    List<PageMark> marks(long originNanos) {
        return marks.stream()
                .map(mark -> new PageMark(
                        mark.kind(), mark.nanos() - originNanos, mark.ring(), mark.entity(), mark.job(), mark.text()))
                .toList();
    }
}
