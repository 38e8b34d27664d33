package io.gpusched.views.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gpusched.application.event.Place;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.Wait;
import io.gpusched.application.insight.WaitPart;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.eventfile.RunHeader;
import io.gpusched.views.text.WaitWords;
import io.gpusched.words.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the parts of jobs' latencies as JSON. Times are nanoseconds. */
public final class WaitJson {
    private final RunHeader header;
    private final JsonGenerator json;

    private WaitJson(RunHeader header, JsonGenerator json) {
        this.header = header;
        this.json = json;
    }

    /** Returns waits as one JSON object on several lines. */
    public static String of(RunHeader header, List<Wait> waits) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeArrayFieldStart("jobs");
            for (Wait each : waits) {
                new WaitJson(header, json).write(each);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toString();
    }

    private void write(Wait wait) throws IOException {
        JobTimes job = wait.job();
        json.writeStartObject();
        json.writeNumberField("job", job.job());
        json.writeStringField("client", header.client(job.entity()));
        json.writeStringField("ring", header.rings().get(job.scheduler()));
        json.writeNumberField("queued_ns", job.queuedNanos());
        time("run_ns", job.runNanos());
        time("done_ns", job.doneNanos());
        json.writeNumberField("latency_ns", wait.nanos());
        json.writeArrayFieldStart("parts");
        for (WaitPart each : wait.parts()) {
            write(each);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void time(String name, long nanos) throws IOException {
        if (nanos == Nanos.NEVER) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, nanos);
        }
    }

    private void write(WaitPart part) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", WaitWords.kind(part).replace(' ', '_'));
        json.writeNumberField("from_ns", part.fromNanos());
        json.writeNumberField("to_ns", part.toNanos());
        switch (part) {
            case WaitPart.BehindOwn it -> {
                json.writeNumberField("job", it.job());
                json.writeNumberField("ahead", it.ahead());
            }
            case WaitPart.Dependency it ->
                json.writeStringField("fence", it.fence().toString());
            case WaitPart.Credits it -> {
                jobs("holders", it.holders());
                json.writeNumberField("first_in_line", it.first());
            }
            case WaitPart.LostTo it -> {
                place(it.place());
                json.writeArrayFieldStart("winners");
                for (WaitPart.Winner each : it.winners()) {
                    json.writeStartObject();
                    json.writeNumberField("job", each.job());
                    json.writeStringField("client", header.client(each.entity()));
                    place(each.place());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            case WaitPart.Reset it -> {
                if (it.culprit() != null) {
                    json.writeNumberField("culprit", it.culprit());
                }
            }
            case WaitPart.OnRing it -> jobs("with", it.with());
            case WaitPart.Paused it -> {}
            case WaitPart.Running it -> {}
            case WaitPart.Hung it -> {}
            case WaitPart.Killed it -> {}
            case WaitPart.Gone it -> {}
            case WaitPart.Worker it -> {}
        }
        json.writeEndObject();
    }

    private void place(@Nullable Place place) throws IOException {
        if (place != null) {
            json.writeNumberField("run_queue", place.runQueue());
            json.writeNumberField("key", place.key());
        }
    }

    private void jobs(String name, List<Long> ids) throws IOException {
        json.writeArrayFieldStart(name);
        for (long each : ids) {
            json.writeNumber(each);
        }
        json.writeEndArray();
    }
}
