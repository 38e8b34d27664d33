package io.gpusched.files.eventfile;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gpusched.application.event.Event;
import io.gpusched.application.event.Labels;
import io.gpusched.application.port.Launch;
import io.gpusched.domain.fence.Errno;
import io.gpusched.words.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes events as they come. Not for several threads at once. */
public final class EventFileWriter implements Consumer<Event>, Closeable {
    /** The version of the form; a reader knows this one and those before it. */
    static final int VERSION = 2;

    private final JsonGenerator json;

    /** Begins a file with its header. */
    public EventFileWriter(Writer to, RunHeader header) throws IOException {
        json = Json.generator(to).setRootValueSeparator(null);
        json.writeStartObject();
        json.writeNumberField("gpusched_events", VERSION);
        json.writeStringField("queue", header.queue());
        json.writeArrayFieldStart("credits");
        for (int each : header.credits()) {
            json.writeNumber(each);
        }
        json.writeEndArray();
        texts("rings", header.rings());
        texts("ring_kinds", header.kinds().stream().map(Labels::of).toList());
        texts("policies", header.policies());
        texts("clients", header.clients());
        json.writeBooleanField("cut_off", header.cutOff());
        end();
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String each : texts) {
            json.writeString(each);
        }
        json.writeEndArray();
    }

    @Override
    public void accept(Event event) {
        try {
            json.writeStartObject();
            json.writeNumberField("ns", event.nanos());
            write(event);
            end();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(Event event) throws IOException {
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
            case Event.RingRecovery e -> {
                scheduler("recovery", e.scheduler());
                json.writeStringField("step", Labels.of(e.stage().rung()));
                json.writeStringField("progress", Labels.of(e.stage().progress()));
            }
            case Event.EntityForgiven e -> entity("forgive", e.entity());
            case Event.EntityKilled e -> entity("kill", e.entity());
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

    private void end() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
