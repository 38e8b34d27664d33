package io.gpusched.views.export;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.gpusched.words.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tracks in the trace event format of Chrome, as JSON: for Perfetto, chrome://tracing and speedscope. Numbers of processes and threads are
 * of one series, since some readers take threads to be one list for all processes.
 */
final class ChromeJson implements Tracks {
    private static final String CATEGORY = "job";
    private final JsonGenerator json;
    private final List<Owner> numbers = new ArrayList<>();
    private long lives;

    /** What a number stands for; a process is its own process. */
    private record Owner(int process, String name, String counted) {}

    /** The only array is that of the events; each gets a line. */
    private static final class EventsOnLines extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void beforeArrayValues(JsonGenerator to) throws IOException {
            to.writeRaw('\n');
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator to) throws IOException {
            to.writeRaw(",\n");
        }

        @Override
        public void writeEndArray(JsonGenerator to, int values) throws IOException {
            to.writeRaw("\n]");
        }
    }

    /** Begins the file. */
    ChromeJson(OutputStream to) throws IOException {
        json = Json.generator(to).setPrettyPrinter(new EventsOnLines());
        json.writeStartObject();
        json.writeStringField("displayTimeUnit", "ns");
        json.writeArrayFieldStart("traceEvents");
    }

    /** Something to be written. */
    private interface Body {
        void write() throws IOException;
    }

    private void event(String phase, int process, int thread, String name, Body body) {
        try {
            json.writeStartObject();
            json.writeStringField("ph", phase);
            json.writeNumberField("pid", process);
            json.writeNumberField("tid", thread);
            json.writeStringField("name", name);
            body.write();
            json.writeEndObject();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private int number(int process, String name, String counted) {
        int number = numbers.size() + 1;
        numbers.add(new Owner(process == 0 ? number : process, name, counted));
        return number;
    }

    private Owner owner(int number) {
        return numbers.get(number - 1);
    }

    @Override
    public int process(String name) {
        int process = number(0, name, "");
        event("M", process, process, "process_name", () -> details(List.of(new Detail("name", name))));
        event(
                "M",
                process,
                process,
                "process_sort_index",
                () -> details(List.of(new Detail("sort_index", (long) process))));
        return process;
    }

    @Override
    public int track(int process, String name, int order) {
        int track = number(process, name, "");
        event("M", process, track, "thread_name", () -> details(List.of(new Detail("name", name))));
        event("M", process, track, "thread_sort_index", () -> details(List.of(new Detail("sort_index", (long) order))));
        return track;
    }

    @Override
    public int counter(int process, String owner, String name) {
        return number(process, owner, name);
    }

    /** An arrow begins within its slice, as late as can be, and ends at the start of one. */
    @Override
    public void slice(int track, Slice slice) {
        int process = owner(track).process();
        event("X", process, track, slice.name(), () -> {
            json.writeStringField("cat", CATEGORY);
            time("ts", slice.fromNanos());
            time("dur", slice.toNanos() - slice.fromNanos());
            details(slice.details());
        });
        for (Arrow each : slice.in()) {
            event("f", process, track, each.kind(), () -> {
                flow(each, slice.fromNanos());
                json.writeStringField("bp", "e");
            });
        }
        for (Arrow each : slice.out()) {
            event("s", process, track, each.kind(), () -> flow(each, Math.max(slice.fromNanos(), slice.toNanos() - 1)));
        }
    }

    private void flow(Arrow arrow, long nanos) throws IOException {
        json.writeStringField("cat", "flow");
        json.writeNumberField("id", arrow.id());
        time("ts", nanos);
    }

    @Override
    public void life(int track, Slice whole, List<Slice> parts) {
        String id = "0x" + Long.toHexString(++lives);
        begin(track, whole, id);
        for (Slice each : parts) {
            begin(track, each, id);
            end(track, each, id);
        }
        end(track, whole, id);
    }

    private void begin(int track, Slice slice, String id) {
        event("b", owner(track).process(), track, slice.name(), () -> {
            json.writeStringField("cat", CATEGORY);
            json.writeStringField("id", id);
            time("ts", slice.fromNanos());
            details(slice.details());
        });
    }

    private void end(int track, Slice slice, String id) {
        event("e", owner(track).process(), track, slice.name(), () -> {
            json.writeStringField("cat", CATEGORY);
            json.writeStringField("id", id);
            time("ts", slice.toNanos());
        });
    }

    @Override
    public void mark(int process, String name, long nanos) {
        event("i", process, process, name, () -> {
            json.writeStringField("cat", "mark");
            json.writeStringField("s", "p");
            time("ts", nanos);
        });
    }

    @Override
    public void count(int counter, long nanos, double value) {
        Owner owner = owner(counter);
        event("C", owner.process(), owner.process(), owner.name(), () -> {
            time("ts", nanos);
            json.writeObjectFieldStart("args");
            json.writeNumberField(owner.counted(), value);
            json.writeEndObject();
        });
    }

    /** Times are microseconds, with a fraction. */
    private void time(String field, long nanos) throws IOException {
        json.writeFieldName(field);
        String fraction = Long.toString(1_000 + nanos % 1_000).substring(1);
        json.writeNumber(nanos / 1_000 + "." + fraction);
    }

    private void details(List<Detail> details) throws IOException {
        if (details.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("args");
        for (Detail each : details) {
            switch (each.value()) {
                case Long number -> json.writeNumberField(each.name(), number);
                default -> json.writeStringField(each.name(), each.value().toString());
            }
        }
        json.writeEndObject();
    }

    @Override
    public void complete() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }
}
