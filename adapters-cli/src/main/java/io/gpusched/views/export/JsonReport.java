package io.gpusched.views.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gpusched.application.event.Labels;
import io.gpusched.application.insight.MessageLog;
import io.gpusched.application.insight.Outage;
import io.gpusched.application.insight.Unfinished;
import io.gpusched.application.insight.WindowSummary;
import io.gpusched.application.port.RecoveryStage;
import io.gpusched.application.workload.Workload;
import io.gpusched.views.text.ClientColumns;
import io.gpusched.views.text.Column;
import io.gpusched.views.text.RingColumns;
import io.gpusched.views.text.RunReport;
import io.gpusched.views.text.WindowRow;
import io.gpusched.words.Json;
import java.io.IOException;
import java.util.List;

/** The summary of a run for programs. Times are nanoseconds. */
public final class JsonReport {
    private JsonReport() {}

    /** Returns the summary as one JSON object on several lines. */
    public static String of(Workload workload, RunReport report) {
        return of(workload, report, List.of());
    }

    /**
     * Returns the summary as one JSON object on several lines.
     *
     * @param windows what happened between the marks of the recording that was replayed
     */
    public static String of(Workload workload, RunReport report, List<WindowRow> windows) {
        return Json.object(json -> {
            json.writeStringField("policy", workload.policy().label());
            json.writeNumberField("end_ns", report.endNanos());
            json.writeNumberField("timeouts", report.timeouts());
            rows(json, "clients", ClientColumns.ALL, report.clientRows());
            rows(json, "rings", RingColumns.ALL, report.ringRows());
            left(json, report, workload);
            outages(json, report, workload);
            errors(json, report);
            write(json, report.messages());
            windows(json, windows);
        });
    }

    private static void left(JsonGenerator json, RunReport report, Workload workload) throws IOException {
        json.writeArrayFieldStart("left");
        for (Unfinished each : report.unfinished()) {
            write(json, each, workload.rings().get(each.ring()));
        }
        json.writeEndArray();
    }

    private static void outages(JsonGenerator json, RunReport report, Workload workload) throws IOException {
        json.writeArrayFieldStart("outages");
        for (Outage each : report.outages()) {
            json.writeStartObject();
            json.writeStringField("ring", workload.rings().get(each.ring()));
            json.writeStringField("kind", Labels.of(each.kind()));
            RecoveryStage stage = each.stage();
            if (stage != null) {
                json.writeStringField("step", Labels.of(stage.rung()));
                json.writeStringField("progress", Labels.of(stage.progress()));
            }
            json.writeNumberField("from_ns", each.fromNanos());
            json.writeNumberField("to_ns", each.toNanos());
            if (each.job() != Outage.NO_JOB) {
                json.writeNumberField("job", each.job());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void windows(JsonGenerator json, List<WindowRow> windows) throws IOException {
        if (windows.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("windows");
        for (WindowRow each : windows) {
            json.writeStartObject();
            json.writeStringField("window", each.window());
            json.writeStringField("of", Labels.of(each.of()));
            json.writeStringField("name", each.name());
            json.writeNumberField("times", each.times());
            json.writeNumberField("duration_ns", each.nanos());
            part(json, "recorded", each.recorded());
            part(json, "replayed", each.replayed());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void part(JsonGenerator json, String name, WindowSummary.Part part) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("jobs", part.queued());
        json.writeNumberField("wait_p50_ns", part.waiting().p50());
        json.writeNumberField("wait_p99_ns", part.waiting().p99());
        json.writeNumberField("wait_max_ns", part.waiting().max());
        json.writeNumberField("busy_share", part.busyShare());
        json.writeEndObject();
    }

    private static void errors(JsonGenerator json, RunReport report) throws IOException {
        json.writeArrayFieldStart("errors");
        for (var client : report.errorsByClient().entrySet()) {
            for (var error : client.getValue().entrySet()) {
                json.writeStartObject();
                json.writeStringField("client", client.getKey());
                json.writeStringField("error", error.getKey());
                json.writeNumberField("jobs", error.getValue());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Unfinished unfinished, String ring) throws IOException {
        json.writeStartObject();
        json.writeStringField("client", unfinished.client());
        json.writeStringField("ring", ring);
        json.writeStringField("stage", Labels.of(unfinished.stage()));
        json.writeStringField("reason", Labels.of(unfinished.reason()));
        if (!unfinished.fence().isEmpty()) {
            json.writeStringField("fence", unfinished.fence());
        }
        json.writeNumberField("jobs", unfinished.jobs().size());
        json.writeNumberField("first_job", unfinished.first().job());
        json.writeNumberField("since_ns", unfinished.sinceNanos());
        json.writeEndObject();
    }

    private static <T> void rows(JsonGenerator json, String name, List<Column<T>> columns, List<T> rows)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (T row : rows) {
            Column.write(columns, row, json);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, MessageLog messages) throws IOException {
        json.writeObjectFieldStart("messages");
        json.writeNumberField("sent", messages.sent());
        json.writeNumberField("processed", messages.processed());
        json.writeNumberField("longest_wait_ns", messages.longestWaitNanos());
        json.writeEndObject();
    }
}
