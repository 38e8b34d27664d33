package io.gpusched.views.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gpusched.words.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A study as one page that needs nothing else: trade-offs with their intervals, heat maps and a table, where every point has the command
 * that computes it again.
 *
 * @param title what it is about
 * @param facts what was done, in a sentence
 * @param measures what was measured
 * @param points the settings with their values
 */
public record StudyPage(String title, String facts, List<Axis> measures, List<PlacedPoint> points) {
    public StudyPage {
        measures = List.copyOf(measures);
        points = List.copyOf(points);
    }

    /**
     * A measure.
     *
     * @param moreIsBetter whether larger values are better
     * @param isTail whether it is a high percentile of a time, or the longest
     */
    public record Axis(String name, String unit, boolean moreIsBetter, boolean isTail) {}

    /**
     * A setting.
     *
     * @param index its number in the study
     * @param other what else sets it apart from the others of its workload, besides policy, credits, rings and speed
     * @param isBaseline whether the others of its workload are compared with it
     * @param values one for each measure
     * @param command computes it again
     */
    public record PlacedPoint(
            int index,
            String workload,
            String name,
            String policy,
            String credits,
            String rings,
            String speed,
            String other,
            boolean isBaseline,
            List<Spread> values,
            String command) {
        public PlacedPoint {
            values = List.copyOf(values);
        }
    }

    /** A mean and its change against the baseline, each with half of its interval; NaN where there is none. */
    public record Spread(double mean, double half, double change, double changeHalf, boolean differs) {}

    /** Returns the page as HTML. */
    public String html() {
        return Markup.fill(
                Markup.resource("study.html"),
                Map.of(
                        "title", Markup.escape(title),
                        "facts", Markup.escape(facts),
                        "data", Json.text(this::write).replace("<", "\\u003c"),
                        "script", Markup.resource("study.js")));
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("workloads");
        for (String each : points.stream().map(PlacedPoint::workload).distinct().toList()) {
            json.writeString(each);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("measures");
        for (Axis each : measures) {
            json.writeStartObject();
            json.writeStringField("name", each.name());
            json.writeStringField("unit", each.unit());
            json.writeBooleanField("more", each.moreIsBetter());
            json.writeBooleanField("tail", each.isTail());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("points");
        for (PlacedPoint each : points) {
            write(each, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(PlacedPoint point, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("index", point.index());
        json.writeStringField("workload", point.workload());
        json.writeStringField("name", point.name());
        json.writeStringField("policy", point.policy());
        json.writeStringField("credits", point.credits());
        json.writeStringField("rings", point.rings());
        json.writeStringField("speed", point.speed());
        json.writeStringField("other", point.other());
        json.writeBooleanField("base", point.isBaseline());
        json.writeStringField("command", point.command());
        json.writeArrayFieldStart("values");
        for (Spread each : point.values()) {
            json.writeStartObject();
            write("mean", each.mean(), json);
            write("half", each.half(), json);
            write("change", each.change(), json);
            write("changeHalf", each.changeHalf(), json);
            json.writeBooleanField("differs", each.differs());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** JSON has no number for "none". */
    private static void write(String name, double number, JsonGenerator json) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumberField(name, number);
        } else {
            json.writeNullField(name);
        }
    }
}
