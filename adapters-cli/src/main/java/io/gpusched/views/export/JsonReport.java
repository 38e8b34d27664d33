package io.gpusched.views.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.Distribution;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.application.insight.MessageLog;
import io.gpusched.application.insight.RingSummary;
import io.gpusched.application.insight.Unfinished;
import io.gpusched.application.workload.Workload;
import io.gpusched.domain.order.Policy;
import io.gpusched.views.text.RunReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The summary of a run for programs. Times are nanoseconds. */
public final class JsonReport {
    private JsonReport() {}

    /** Returns the summary as one JSON object on several lines. */
    public static String of(Workload workload, RunReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("policy", workload.policy().label());
            json.writeNumberField("end_ns", report.endNanos());
            json.writeNumberField("timeouts", report.timeouts());
            json.writeArrayFieldStart("clients");
            for (ClientSummary each : report.clients()) {
                write(json, each);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("rings");
            for (int i = 0; i < workload.schedulers().size(); i++) {
                write(
                        json,
                        workload.policyOf(workload.schedulers().get(i)),
                        report.rings().get(i),
                        report.goneSinceNanos(i));
            }
            json.writeEndArray();
            json.writeArrayFieldStart("unfinished");
            for (Unfinished each : report.unfinished()) {
                write(json, each, workload.rings().get(each.ring()));
            }
            json.writeEndArray();
            write(json, report.messages());
            json.writeEndObject();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Unfinished unfinished, String ring) throws IOException {
        json.writeStartObject();
        json.writeStringField("client", unfinished.client());
        json.writeStringField("ring", ring);
        json.writeStringField("stage", word(unfinished.stage()));
        json.writeStringField("reason", word(unfinished.reason()));
        if (!unfinished.fence().isEmpty()) {
            json.writeStringField("fence", unfinished.fence());
        }
        json.writeNumberField("jobs", unfinished.jobs().size());
        json.writeNumberField("first_job", unfinished.first().job());
        json.writeNumberField("since_ns", unfinished.sinceNanos());
        json.writeEndObject();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void write(JsonGenerator json, Policy policy, RingSummary ring, long goneSinceNanos)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", ring.name());
        json.writeStringField("policy", policy.label());
        json.writeNumberField("done", ring.done());
        json.writeNumberField("busy_share", ring.busyShare());
        if (goneSinceNanos != JobTimes.NEVER) {
            json.writeNumberField("gone_since_ns", goneSinceNanos);
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, MessageLog messages) throws IOException {
        json.writeObjectFieldStart("messages");
        json.writeNumberField("sent", messages.sent());
        json.writeNumberField("processed", messages.processed());
        json.writeNumberField("longest_wait_ns", messages.longestWaitNanos());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ClientSummary client) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", client.name());
        json.writeNumberField("queued", client.queued());
        json.writeNumberField("done", client.done());
        json.writeNumberField("failed", client.failed());
        json.writeNumberField("unfinished", client.unfinished());
        json.writeNumberField("gpu_share", client.gpuShare());
        json.writeNumberField("jobs_per_second", client.jobsPerSecond());
        write(json, "software_wait", client.softwareWait());
        write(json, "hardware_wait", client.hardwareWait());
        write(json, "execution", client.execution());
        write(json, "latency", client.latency());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Distribution waits) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("p50_ns", waits.p50());
        json.writeNumberField("p99_ns", waits.p99());
        json.writeNumberField("max_ns", waits.max());
        json.writeNumberField("sum_ns", waits.sum());
        json.writeEndObject();
    }
}
