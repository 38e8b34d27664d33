package io.gpusched.views.text;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gpusched.application.insight.RingLoad;
import io.gpusched.application.insight.RunOutcome;
import io.gpusched.application.recording.Variant;
import io.gpusched.views.text.Comparison.Measure;
import io.gpusched.views.text.Comparison.Trial;
import io.gpusched.words.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A comparison as a table for people, and as JSON or CSV for programs. */
public final class ComparisonReport {
    private final Comparison comparison;

    /** Makes the report. */
    public ComparisonReport(Comparison comparison) {
        this.comparison = comparison;
    }

    /**
     * Returns the tables: the values, then by how much they differ from what they are measured against.
     *
     * @param screen how many characters fit into a line
     */
    public List<String> lines(int screen) {
        List<String> lines = new ArrayList<>();
        Comparison.@Nullable Context context = comparison.context();
        if (context != null) {
            lines.addAll(Prose.lines("", LatencyWords.of(context.latency()), screen));
            context.loads().forEach(each -> lines.addAll(Prose.lines("", load(each), screen)));
        }
        lines.addAll(values().lines(screen));
        lines.addAll(legend());
        lines.addAll(Prose.lines(
                "",
                "latency is from queued to done; the longest counts also jobs that were not done: " + longest(),
                screen));
        lines.add("");
        lines.add("change against " + comparison.against() + ", %");
        lines.addAll(changes().lines(screen));
        if (comparison.recorded() != null) {
            lines.add("= differs by no more than the replay does from the recording");
        }
        return lines;
    }

    private String load(RingLoad load) {
        return load.ring() + " is busy " + Units.percent(load.busy()) + " % of the time " + comparison.against()
                + ", and idle " + Units.percent(load.stalled()) + " % while jobs wait for it: it is "
                + Units.percent(load.full()) + " % full";
    }

    private List<String> legend() {
        List<String> lines = new ArrayList<>();
        if (comparison.nothingMatters()) {
            lines.add("No setting changes anything here"
                    + (comparison.recorded() == null ? "" : ", beyond the error of the replay") + ".");
        } else {
            lines.add("* the best of its row"
                    + (comparison.recorded() == null ? "" : ", within the error of the replay"));
        }
        if (comparison.measures().stream().anyMatch(comparison::flips)) {
            lines.add("~ another setting is the best of the row at half or at twice the latency");
        } else if (comparison.context() != null
                && !comparison.context().reruns().isEmpty()
                && !comparison.nothingMatters()) {
            lines.add("at half and at twice the latency the same settings are the best");
        }
        return lines;
    }

    private Table values() {
        @Nullable RunOutcome recorded = comparison.recorded();
        List<String> headings = new ArrayList<>(List.of(""));
        if (recorded != null) {
            headings.add("recorded ");
        }
        headings.add(comparison.against() + " ");
        comparison.trials().forEach(each -> headings.add(each.variant().policy().label() + " "));
        Table table = grouped(headings, recorded == null ? 2 : 3);
        table.repeatFirst(recorded == null ? 2 : 3);
        String client = "";
        for (Measure measure : comparison.measures()) {
            addClientRow(table, client, measure);
            client = measure.client();
            double[] values = comparison.values(measure);
            boolean[] best = comparison.best(measure);
            List<String> cells =
                    new ArrayList<>(List.of("  " + measure.name() + (comparison.flips(measure) ? " ~" : "")));
            if (recorded != null) {
                cells.add(number(measure.of().applyAsDouble(recorded), measure.digits()) + " ");
            }
            for (int i = 0; i < values.length; i++) {
                cells.add(number(values[i], measure.digits()) + (best[i] ? "*" : " "));
            }
            table.row(cells);
        }
        return table;
    }

    private Table changes() {
        List<String> headings = new ArrayList<>(List.of(""));
        comparison.trials().forEach(each -> headings.add(each.variant().policy().label()));
        Table table = grouped(headings, 1);
        String client = "";
        for (Measure measure : comparison.measures()) {
            addClientRow(table, client, measure);
            client = measure.client();
            double[] values = comparison.values(measure);
            List<String> cells = new ArrayList<>(List.of("  " + measure.name()));
            for (int i = 1; i < values.length; i++) {
                Double change = change(values[0], values[i]);
                cells.add(comparison.isWithinError(measure, values[i]) ? "=" : change == null ? "-" : signed(change));
            }
            table.row(cells);
        }
        return table;
    }

    private static void addClientRow(Table table, String before, Measure measure) {
        if (!measure.client().equals(before)) {
            table.row(measure.client().isEmpty() ? "all" : measure.client());
        }
    }

    /** Trials with the same setting stand together, and have it as a heading in common. */
    private Table grouped(List<String> headings, int firstTrial) {
        Table table = new Table(headings);
        List<Trial> trials = comparison.trials();
        int from = 0;
        for (int i = 1; i <= trials.size(); i++) {
            String setting = trials.get(from).variant().setting();
            if (i == trials.size() || !trials.get(i).variant().setting().equals(setting)) {
                table.group(firstTrial + from, firstTrial + i, setting);
                from = i;
            }
        }
        return table;
    }

    private String longest() {
        List<String> whose = new ArrayList<>();
        whose.add(comparison.baseline().longestLatencyOf());
        comparison.trials().forEach(each -> whose.add(each.outcome().longestLatencyOf()));
        List<String> distinct = whose.stream().distinct().toList();
        return distinct.size() == 1
                ? "a job of " + distinct.getFirst()
                : "from left to right, jobs of " + String.join(", ", whose);
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    private static String signed(double percent) {
        return Math.abs(percent) < 0.05 ? "0.0" : String.format(Locale.ROOT, "%+.1f", percent);
    }

    /** Returns by how many percent a value differs from another one, or null if that was 0. */
    private static @Nullable Double change(double from, double to) {
        return from == 0 ? null : (to - from) / from * 100;
    }

    /** Returns the comparison as one JSON object on several lines. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("against", comparison.against());
            writeContext(json);
            json.writeArrayFieldStart("variants");
            for (Trial each : comparison.trials()) {
                json.writeStartObject();
                json.writeStringField("name", each.variant().name());
                json.writeStringField("policy", each.variant().policy().label());
                writeCredits(json, each.variant());
                json.writeNumberField("rings", each.variant().rings());
                json.writeStringField("longest_latency_of", each.outcome().longestLatencyOf());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("measures");
            for (Measure each : comparison.measures()) {
                write(json, each);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return text.toString();
    }

    private void writeContext(JsonGenerator json) throws IOException {
        Comparison.@Nullable Context context = comparison.context();
        if (context == null) {
            return;
        }
        json.writeStringField("latency", LatencyWords.of(context.latency()));
        json.writeBooleanField("nothing_matters", comparison.nothingMatters());
        json.writeArrayFieldStart("rings");
        for (RingLoad each : context.loads()) {
            json.writeStartObject();
            json.writeStringField("name", each.ring());
            json.writeNumberField("busy", each.busy());
            json.writeNumberField("stalled", each.stalled());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeCredits(JsonGenerator json, Variant variant) throws IOException {
        if (variant.credits() == Variant.AS_IT_IS) {
            json.writeNullField("credits");
        } else {
            json.writeNumberField("credits", variant.credits());
        }
    }

    private void write(JsonGenerator json, Measure measure) throws IOException {
        double[] values = comparison.values(measure);
        boolean[] best = comparison.best(measure);
        json.writeStartObject();
        json.writeStringField("client", measure.client());
        json.writeStringField("measure", measure.name());
        if (comparison.recorded() != null) {
            json.writeNumberField("recorded", measure.of().applyAsDouble(comparison.recorded()));
            json.writeNumberField("error", comparison.error(measure));
        }
        json.writeNumberField("against", values[0]);
        json.writeBooleanField("flips", comparison.flips(measure));
        json.writeArrayFieldStart("values");
        for (int i = 1; i < values.length; i++) {
            json.writeStartObject();
            json.writeNumberField("value", values[i]);
            Double change = change(values[0], values[i]);
            if (change == null) {
                json.writeNullField("change_percent");
            } else {
                json.writeNumberField("change_percent", change);
            }
            json.writeBooleanField("within_error", comparison.isWithinError(measure, values[i]));
            json.writeBooleanField("best", best[i]);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Returns the comparison as lines of CSV: one for each value, after a line of headings. */
    public List<String> csv() {
        List<String> lines = new ArrayList<>();
        lines.add("variant,policy,credits,rings,client,measure,value,against,change_percent,best,within_error,flips");
        for (int i = 0; i < comparison.trials().size(); i++) {
            Variant variant = comparison.trials().get(i).variant();
            for (Measure measure : comparison.measures()) {
                double[] values = comparison.values(measure);
                Double change = change(values[0], values[i + 1]);
                lines.add(String.join(
                        ",",
                        quoted(variant.name()),
                        variant.policy().label(),
                        variant.credits() == Variant.AS_IT_IS ? "" : Integer.toString(variant.credits()),
                        Integer.toString(variant.rings()),
                        quoted(measure.client()),
                        quoted(measure.name()),
                        Double.toString(values[i + 1]),
                        Double.toString(values[0]),
                        change == null ? "" : Double.toString(change),
                        Boolean.toString(comparison.best(measure)[i + 1]),
                        Boolean.toString(comparison.isWithinError(measure, values[i + 1])),
                        Boolean.toString(comparison.flips(measure))));
            }
        }
        return lines;
    }

    private static String quoted(String text) {
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
