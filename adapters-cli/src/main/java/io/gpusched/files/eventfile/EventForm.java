package io.gpusched.files.eventfile;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gpusched.application.event.Event;
import io.gpusched.application.event.Labels;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.RecoveryStage;
import io.gpusched.application.port.Rung;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import io.gpusched.files.eventfile.LineFields.WrongLine;
import io.gpusched.words.Shown;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The form of each event in an event file, written and read. */
final class EventForm {
    private final JsonGenerator json;

    EventForm(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the fields of an event into the object that was begun. */
    void write(Event event) throws IOException {
        json.writeNumberField("ns", event.nanos());
        switch (event) {
            case Event.JobQueued e -> {
                counted("queue", e.job(), e.entity(), e.scheduler(), e.depth(), e.credits());
                json.writeNumberField("job_credits", e.jobCredits());
            }
            case Event.JobRun e -> {
                counted("run", e.job(), e.entity(), e.scheduler(), e.depth(), e.credits());
                json.writeNumberField("job_credits", e.jobCredits());
                if (e.place() != null) {
                    json.writeNumberField("run_queue", e.place().runQueue());
                    json.writeNumberField("key", e.place().key());
                }
            }
            case Event.DependencyAdded e -> fence("add_dep", e.job(), e.fence().toString());
            case Event.JobUnschedulable e ->
                fence("unschedulable", e.job(), e.fence().toString());
            case Event.JobSubmitted e -> {
                job("submit", e.job());
                json.writeNumberField("scheduler", e.scheduler());
                json.writeStringField("result", result(e.launch()));
            }
            case Event.JobDone e -> job("done", e.job());
            case Event.FenceSignaled e -> {
                json.writeStringField("event", "signal");
                json.writeStringField("fence", e.fence().toString());
                json.writeNumberField("error", number(e.error()));
            }
            case Event.TimedOut e -> {
                job("timeout", e.job());
                json.writeNumberField("scheduler", e.scheduler());
                json.writeStringField("verdict", Labels.of(e.verdict()));
            }
            case Event.JobReleased e -> job("release", e.job());
            case Event.JobCancelled e -> job("cancel", e.job());
            case Event.JobFreed e -> job("free", e.job());
            case Event.MessageSent e -> message("message_sent", e.scheduler(), e.message());
            case Event.MessageProcessed e -> message("message_processed", e.scheduler(), e.message());
            case Event.SubmissionPaused e -> scheduler("pause", e.scheduler());
            case Event.SubmissionResumed e -> scheduler("resume", e.scheduler());
            case Event.PriorityChanged e -> {
                entity("priority", e.entity());
                json.writeStringField("to", Labels.of(e.priority()));
            }
            case Event.EntityKilled e -> entity("kill", e.entity());
            case Event.RingRecovery e -> {
                scheduler("recovery", e.scheduler());
                json.writeStringField("step", Labels.of(e.stage().rung()));
                json.writeStringField("progress", Labels.of(e.stage().progress()));
            }
            case Event.EntityForgiven e -> entity("forgive", e.entity());
        }
    }

    private void job(String name, long job) throws IOException {
        json.writeStringField("event", name);
        json.writeNumberField("job", job);
    }

    private void entity(String name, int entity) throws IOException {
        json.writeStringField("event", name);
        json.writeNumberField("entity", entity);
    }

    private void scheduler(String name, int scheduler) throws IOException {
        json.writeStringField("event", name);
        json.writeNumberField("scheduler", scheduler);
    }

    private void fence(String name, long job, String fence) throws IOException {
        job(name, job);
        json.writeStringField("fence", fence);
    }

    private void message(String name, int scheduler, String message) throws IOException {
        scheduler(name, scheduler);
        json.writeStringField("message", message);
    }

    private void counted(String name, long job, int entity, int scheduler, int depth, int credits) throws IOException {
        job(name, job);
        json.writeNumberField("entity", entity);
        json.writeNumberField("scheduler", scheduler);
        json.writeNumberField("depth", depth);
        json.writeNumberField("credits", credits);
    }

    private static String result(Launch launch) {
        return switch (launch) {
            case Launch.Accepted accepted -> accepted == Launch.Accepted.RUNNING ? "ok" : "none";
            case Launch.Refused refused -> Integer.toString(refused.error().number());
        };
    }

    private static int number(@Nullable Errno error) {
        return error == null ? 0 : error.number();
    }

    /**
     * Makes an event from the fields of a line.
     *
     * @throws WrongLine if they are no event, or name what the header does not have
     */
    static Event read(LineFields f, RunHeader header) throws WrongLine {
        int schedulers = header.credits().size();
        int entities = header.clients().size();
        long ns = f.number("ns", Long.MAX_VALUE);
        String name = f.text("event");
        return switch (name) {
            case "queue" ->
                new Event.JobQueued(
                        ns,
                        f.job(),
                        f.idOf("entity", entities),
                        f.idOf("scheduler", schedulers),
                        f.id("depth"),
                        f.id("credits"),
                        // It has come into the form with its second version.
                        f.has("job_credits") ? f.id("job_credits") : 1);
            case "run" ->
                new Event.JobRun(
                        ns,
                        f.job(),
                        f.idOf("entity", entities),
                        f.idOf("scheduler", schedulers),
                        f.id("depth"),
                        f.id("credits"),
                        f.id("job_credits"),
                        f.place());
            case "add_dep" -> new Event.DependencyAdded(ns, f.job(), f.fence());
            case "unschedulable" -> new Event.JobUnschedulable(ns, f.job(), f.fence());
            case "submit" -> new Event.JobSubmitted(ns, f.job(), f.idOf("scheduler", schedulers), f.launch());
            case "done" -> new Event.JobDone(ns, f.job());
            case "signal" -> new Event.FenceSignaled(ns, f.fence(), f.error());
            case "timeout" ->
                new Event.TimedOut(ns, f.job(), f.idOf("scheduler", schedulers), f.word("verdict", Verdict.values()));
            case "release" -> new Event.JobReleased(ns, f.job());
            case "cancel" -> new Event.JobCancelled(ns, f.job());
            case "free" -> new Event.JobFreed(ns, f.job());
            case "message_sent" -> new Event.MessageSent(ns, f.idOf("scheduler", schedulers), f.text("message"));
            case "message_processed" ->
                new Event.MessageProcessed(ns, f.idOf("scheduler", schedulers), f.text("message"));
            case "pause" -> new Event.SubmissionPaused(ns, f.idOf("scheduler", schedulers));
            case "resume" -> new Event.SubmissionResumed(ns, f.idOf("scheduler", schedulers));
            case "priority" ->
                new Event.PriorityChanged(ns, f.idOf("entity", entities), f.word("to", Priority.values()));
            case "recovery" ->
                new Event.RingRecovery(
                        ns,
                        f.idOf("scheduler", schedulers),
                        new RecoveryStage(
                                f.word("step", Rung.values()), f.word("progress", RecoveryStage.Progress.values())));
            case "forgive" -> new Event.EntityForgiven(ns, f.idOf("entity", entities));
            case "kill" -> new Event.EntityKilled(ns, f.idOf("entity", entities));
            default ->
                throw f.wrong(
                        "event",
                        Shown.quoted(name) + " is not an event; expected one that 'gpusched run --events' writes");
        };
    }
}
