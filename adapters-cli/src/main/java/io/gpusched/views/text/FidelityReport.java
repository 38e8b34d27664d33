package io.gpusched.views.text;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gpusched.application.event.Labels;
import io.gpusched.application.fidelity.Fidelity;
import io.gpusched.application.fidelity.Fidelity.ClientWaits;
import io.gpusched.application.fidelity.Fidelity.Reason;
import io.gpusched.application.fidelity.Fidelity.RingOrder;
import io.gpusched.application.fidelity.Fidelity.Span;
import io.gpusched.application.fidelity.Fidelity.Waits;
import io.gpusched.application.insight.Distribution;
import io.gpusched.words.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints how closely a replay follows its recording, as text and as JSON. */
public final class FidelityReport {
    private final Fidelity fidelity;

    /** Makes the report. */
    public FidelityReport(Fidelity fidelity) {
        this.fidelity = fidelity;
    }

    /**
     * Returns the lines for people.
     *
     * @param screen how many characters fit into a line
     */
    public List<String> lines(int screen) {
        List<String> lines = new ArrayList<>();
        for (RingOrder ring : fidelity.rings()) {
            lines.add(ring.ring() + ": " + ring.inOrder() + " of " + ring.jobs() + " jobs ran in the recorded order"
                    + (ring.firstMoved().isEmpty()
                            ? ""
                            : "; the first that did not: " + ring.firstMoved() + "; " + percent(ring.orderedPairs())
                                    + " % of all pairs did"));
        }
        if (!fidelity.isSameOrder()) {
            lines.add(
                    "jobs in order: the longest sequence that both orders have in common; pairs: any two jobs of a ring");
        }
        for (Span span : Span.values()) {
            lines.add("");
            lines.addAll(table(span).lines(screen));
            for (Reason each : fidelity.reasons()) {
                if (each.span() == span) {
                    lines.addAll(Prose.lines("  ", words(each), screen));
                }
            }
        }
        return lines;
    }

    private Table table(Span span) {
        Table table =
                new Table(List.of(words(span), "jobs", "p50", "p99", "max", "p50", "p99", "max", "p50", "p99", "max"));
        table.group(2, 5, "recorded, ms");
        table.group(5, 8, "replayed, ms");
        table.group(8, 11, "error, ms");
        table.optional(4);
        table.optional(7);
        for (ClientWaits client : fidelity.clients()) {
            Waits waits = span == Span.QUEUE_TO_RUN ? client.toRun() : client.toDone();
            List<String> cells = new ArrayList<>(
                    List.of(client.client(), Integer.toString(waits.error().count())));
            for (Distribution each : List.of(waits.recorded(), waits.replayed(), waits.error())) {
                cells.add(Units.shortMillis(each.p50()));
                cells.add(Units.shortMillis(each.p99()));
                cells.add(Units.shortMillis(each.max()));
            }
            table.row(cells);
        }
        return table;
    }

    /** Rounded down, so that 100 is all of them. */
    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", Math.floor(share * 1_000) / 10);
    }

    private static String words(Span span) {
        return switch (span) {
            case QUEUE_TO_RUN -> "queued";
            case QUEUE_TO_DONE -> "latency";
        };
    }

    private static String words(Reason reason) {
        int count = reason.error().count();
        String direction = reason.shorter() == count
                ? "shorter"
                : reason.shorter() == 0 ? "longer" : "different (" + reason.shorter() + " shorter)";
        return count + " " + direction + " by " + Units.millis(reason.error().p50()) + " (p50) to "
                + Units.millis(reason.error().max()) + " ms: " + reason.cause().words() + "; first " + reason.first();
    }

    /** Returns one JSON object on several lines. Times are nanoseconds. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeBooleanField("same_order", fidelity.isSameOrder());
            json.writeNumberField("not_done", fidelity.notDone());
            json.writeArrayFieldStart("rings");
            for (RingOrder each : fidelity.rings()) {
                write(json, each);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("clients");
            for (ClientWaits each : fidelity.clients()) {
                write(json, each);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("reasons");
            for (Reason each : fidelity.reasons()) {
                write(json, each);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, RingOrder ring) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", ring.ring());
        json.writeNumberField("jobs", ring.jobs());
        json.writeNumberField("in_order", ring.inOrder());
        json.writeNumberField("ordered_pairs", ring.orderedPairs());
        if (!ring.firstMoved().isEmpty()) {
            json.writeStringField("first_moved", ring.firstMoved());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ClientWaits client) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", client.client());
        write(json, Span.QUEUE_TO_RUN, client.toRun());
        write(json, Span.QUEUE_TO_DONE, client.toDone());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Span span, Waits waits) throws IOException {
        json.writeObjectFieldStart(key(span));
        write(json, "recorded", waits.recorded());
        write(json, "replayed", waits.replayed());
        write(json, "error", waits.error());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Reason reason) throws IOException {
        json.writeStartObject();
        json.writeStringField("wait", key(reason.span()));
        json.writeStringField("cause", Labels.of(reason.cause()));
        json.writeStringField("words", reason.cause().words());
        json.writeNumberField("shorter", reason.shorter());
        json.writeStringField("first", reason.first());
        write(json, "error", reason.error());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Distribution waits) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", waits.count());
        json.writeNumberField("p50_ns", waits.p50());
        json.writeNumberField("p99_ns", waits.p99());
        json.writeNumberField("max_ns", waits.max());
        json.writeEndObject();
    }

    private static String key(Span span) {
        return Labels.of(span);
    }
}
