package io.gpusched.files.eventfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.gpusched.application.event.Event;
import io.gpusched.application.workload.RingKind;
import io.gpusched.files.eventfile.LineFields.WrongLine;
import io.gpusched.files.problem.Problem;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads event files, and reports every wrong line with its place. */
public final class EventFileReader {
    private final JsonFactory json = new JsonFactory();
    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private int line;

    private EventFileReader(String file) {
        this.file = file;
    }

    /** An event file as it was read. */
    public record EventFile(RunHeader header, List<Event> events) {
        public EventFile {
            events = List.copyOf(events);
        }
    }

    /** Tells whether a text begins as an event file does. */
    public static boolean isEventFile(String firstLine) {
        return firstLine.startsWith("{\"gpusched_events\":");
    }

    /**
     * Reads an event file.
     *
     * @param file its name, for messages
     * @param lines its text
     */
    public static Validation<Seq<Problem>, EventFile> read(String file, List<String> lines) {
        EventFileReader reader = new EventFileReader(file);
        RunHeader header = reader.header(lines.isEmpty() ? "" : lines.getFirst());
        List<Event> events = new ArrayList<>();
        // A file that begins as something else needs no further messages.
        int readable = reader.problems.isEmpty() ? lines.size() : 0;
        for (int i = 1; i < readable; i++) {
            reader.line = i + 1;
            reader.event(lines.get(i), header, events);
        }
        return reader.problems.isEmpty()
                ? Validation.valid(new EventFile(header, events))
                : Validation.invalid(Vector.ofAll(reader.problems));
    }

    private RunHeader header(String text) {
        line = 1;
        try {
            LineFields fields = fields(text);
            if (!fields.has("gpusched_events")) {
                throw new WrongLine(
                        1, "this is not an event file; expected what 'gpusched run FILE --events EVENTS' writes");
            }
            long version = fields.number("gpusched_events", Long.MAX_VALUE);
            if (version > EventFileWriter.VERSION) {
                throw fields.wrong(
                        "gpusched_events",
                        "this is version " + version + " of the form; this gpusched reads versions up to "
                                + EventFileWriter.VERSION);
            }
            return version == 1 ? firstForm(fields) : header(fields);
        } catch (JsonProcessingException wrong) {
            problems.add(new Problem(
                    file,
                    line,
                    1,
                    "this is neither what 'gpusched run FILE --events EVENTS' writes nor a recorded kernel trace"));
        } catch (WrongLine wrong) {
            add(wrong);
        }
        return new RunHeader("", List.of(), List.of(), List.of(), List.of(), List.of(), false);
    }

    private static RunHeader header(LineFields fields) throws WrongLine {
        RunHeader first = firstForm(fields);
        int schedulers = first.credits().size();
        List<RingKind> kinds = new ArrayList<>();
        for (String each : ofSchedulers(fields, "ring_kinds", schedulers)) {
            kinds.add(fields.word("ring_kinds", each, RingKind.values()));
        }
        return new RunHeader(
                first.queue(),
                first.credits(),
                ofSchedulers(fields, "rings", schedulers),
                kinds,
                ofSchedulers(fields, "policies", schedulers),
                first.clients(),
                first.cutOff());
    }

    /** Every list of the header that tells something of the schedulers has one entry for each. */
    private static List<String> ofSchedulers(LineFields fields, String key, int schedulers) throws WrongLine {
        List<String> texts = fields.texts(key);
        if (texts.size() != schedulers) {
            throw fields.wrong(
                    key,
                    "'" + key + "' has " + texts.size() + " entries, but 'credits' has " + schedulers
                            + "; expected one for each scheduler in both");
        }
        return texts;
    }

    /** The first version said nothing of the rings, but they had no names that mattered and took one job at a time. */
    private static RunHeader firstForm(LineFields fields) throws WrongLine {
        List<Integer> credits = fields.ids("credits");
        return new RunHeader(
                fields.text("queue"),
                credits,
                RunHeader.unnamed(credits.size()),
                Collections.nCopies(credits.size(), RingKind.SERIAL),
                Collections.nCopies(credits.size(), RunHeader.UNKNOWN),
                fields.texts("clients"),
                fields.truth("cut_off"));
    }

    private void event(String text, RunHeader header, List<Event> events) {
        try {
            events.add(EventForm.read(fields(text), header));
        } catch (JsonProcessingException wrong) {
            add(wrong);
        } catch (WrongLine wrong) {
            add(wrong);
        }
    }

    private void add(WrongLine wrong) {
        problems.add(new Problem(file, line, wrong.column(), String.valueOf(wrong.getMessage())));
    }

    private void add(JsonProcessingException wrong) {
        int column = wrong.getLocation() == null ? 1 : wrong.getLocation().getColumnNr();
        problems.add(new Problem(
                file, line, column, "this is not a JSON object on one line: " + wrong.getOriginalMessage()));
    }

    /** Reads one flat object. */
    private LineFields fields(String text) throws JsonProcessingException, WrongLine {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Integer> columns = new LinkedHashMap<>();
        try (JsonParser parser = json.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new WrongLine(1, "expected a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                JsonToken token = parser.nextToken();
                columns.put(key, parser.currentTokenLocation().getColumnNr());
                values.put(key, value(parser, token));
            }
            if (parser.nextToken() != null) {
                throw new WrongLine(
                        parser.currentTokenLocation().getColumnNr(), "expected one flat JSON object on each line");
            }
        } catch (JsonProcessingException wrong) {
            throw wrong;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new LineFields(values, columns);
    }

    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? parser.getText() : parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (JsonToken each = parser.nextToken(); each != JsonToken.END_ARRAY; each = parser.nextToken()) {
                    list.add(value(parser, each));
                }
                yield list;
            }
            default -> String.valueOf(parser.getText());
        };
    }
}
