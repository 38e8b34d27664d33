package io.gpusched.files.eventfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.gpusched.application.event.Event;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.workload.RingKind;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import io.gpusched.files.eventfile.LineFields.WrongLine;
import io.gpusched.files.problem.Problem;
import io.gpusched.words.Shown;
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
            reader.event(lines.get(i), events);
        }
        return reader.problems.isEmpty()
                ? Validation.valid(new EventFile(header, events))
                : Validation.invalid(Vector.ofAll(reader.problems));
    }

    private RunHeader header(String text) {
        line = 1;
        try {
            Map<String, Object> fields = fields(text);
            if (!fields.containsKey("gpusched_events")) {
                throw new WrongLine(
                        "this is not an event file; expected what 'gpusched run FILE --events EVENTS' writes");
            }
            long version = LineFields.number(fields, "gpusched_events", Long.MAX_VALUE);
            if (version > EventFileWriter.VERSION) {
                throw new WrongLine("this is version " + version + " of the form; this gpusched reads versions up to "
                        + EventFileWriter.VERSION);
            }
            return version == 1 ? firstForm(fields) : header(fields);
        } catch (JsonProcessingException wrong) {
            problems.add(new Problem(
                    file,
                    line,
                    1,
                    "this is neither what 'gpusched run FILE --events EVENTS' writes nor a recorded kernel trace"));
        } catch (WrongLine | ClassCastException wrong) {
            problems.add(new Problem(file, line, 1, String.valueOf(wrong.getMessage())));
        }
        return new RunHeader("", List.of(), List.of(), List.of(), List.of(), List.of(), false);
    }

    private static RunHeader header(Map<String, Object> fields) throws WrongLine {
        RunHeader first = firstForm(fields);
        List<RingKind> kinds = new ArrayList<>();
        for (String each : LineFields.texts(fields, "ring_kinds")) {
            kinds.add(LineFields.word("ring_kinds", each, RingKind.values()));
        }
        return new RunHeader(
                first.queue(),
                first.credits(),
                LineFields.texts(fields, "rings"),
                kinds,
                LineFields.texts(fields, "policies"),
                first.clients(),
                first.cutOff());
    }

    /** The first version did not name the rings; they took one job at a time. */
    private static RunHeader firstForm(Map<String, Object> fields) throws WrongLine {
        List<Integer> credits = LineFields.list(fields, "credits").stream()
                .map(each -> ((Number) each).intValue())
                .toList();
        return new RunHeader(
                LineFields.text(fields, "queue"),
                credits,
                RunHeader.unnamed(credits.size()),
                Collections.nCopies(credits.size(), RingKind.SERIAL),
                Collections.nCopies(credits.size(), RunHeader.UNKNOWN),
                LineFields.texts(fields, "clients"),
                Boolean.TRUE.equals(fields.get("cut_off")));
    }

    private void event(String text, List<Event> events) {
        try {
            events.add(event(fields(text)));
        } catch (JsonProcessingException wrong) {
            add(wrong);
        } catch (WrongLine wrong) {
            problems.add(new Problem(file, line, 1, String.valueOf(wrong.getMessage())));
        }
    }

    private void add(JsonProcessingException wrong) {
        int column = wrong.getLocation() == null ? 1 : wrong.getLocation().getColumnNr();
        problems.add(new Problem(
                file, line, column, "this is not a JSON object on one line: " + wrong.getOriginalMessage()));
    }

    private static Event event(Map<String, Object> f) throws WrongLine {
        long ns = LineFields.number(f, "ns", Long.MAX_VALUE);
        String name = LineFields.text(f, "event");
        return switch (name) {
            case "queue" ->
                new Event.JobQueued(
                        ns,
                        LineFields.job(f),
                        LineFields.id(f, "entity"),
                        LineFields.id(f, "scheduler"),
                        LineFields.id(f, "depth"),
                        LineFields.id(f, "credits"),
                        // It has come into the form with its second version.
                        f.containsKey("job_credits") ? LineFields.id(f, "job_credits") : 1);
            case "run" ->
                new Event.JobRun(
                        ns,
                        LineFields.job(f),
                        LineFields.id(f, "entity"),
                        LineFields.id(f, "scheduler"),
                        LineFields.id(f, "depth"),
                        LineFields.id(f, "credits"),
                        LineFields.id(f, "job_credits"),
                        LineFields.place(f));
            case "add_dep" -> new Event.DependencyAdded(ns, LineFields.job(f), LineFields.fence(f));
            case "unschedulable" -> new Event.JobUnschedulable(ns, LineFields.job(f), LineFields.fence(f));
            case "submit" ->
                new Event.JobSubmitted(
                        ns,
                        LineFields.job(f),
                        LineFields.id(f, "scheduler"),
                        LineFields.launch(LineFields.text(f, "result")));
            case "done" -> new Event.JobDone(ns, LineFields.job(f));
            case "signal" -> {
                int error = LineFields.id(f, "error");
                yield new Event.FenceSignaled(ns, LineFields.fence(f), error == 0 ? null : new Errno(error));
            }
            case "timeout" ->
                new Event.TimedOut(
                        ns,
                        LineFields.job(f),
                        LineFields.id(f, "scheduler"),
                        LineFields.word("verdict", LineFields.text(f, "verdict"), Verdict.values()));
            case "release" -> new Event.JobReleased(ns, LineFields.job(f));
            case "cancel" -> new Event.JobCancelled(ns, LineFields.job(f));
            case "free" -> new Event.JobFreed(ns, LineFields.job(f));
            case "message_sent" ->
                new Event.MessageSent(ns, LineFields.id(f, "scheduler"), LineFields.text(f, "message"));
            case "message_processed" ->
                new Event.MessageProcessed(ns, LineFields.id(f, "scheduler"), LineFields.text(f, "message"));
            case "pause" -> new Event.SubmissionPaused(ns, LineFields.id(f, "scheduler"));
            case "resume" -> new Event.SubmissionResumed(ns, LineFields.id(f, "scheduler"));
            case "priority" ->
                new Event.PriorityChanged(
                        ns,
                        LineFields.id(f, "entity"),
                        LineFields.word("to", LineFields.text(f, "to"), Priority.values()));
            case "kill" -> new Event.EntityKilled(ns, LineFields.id(f, "entity"));
            default ->
                throw new WrongLine(
                        Shown.quoted(name) + " is not an event; expected one that 'gpusched run --events' writes");
        };
    }

    /** Reads one flat object; numbers come as Long, lists of anything as List. */
    private Map<String, Object> fields(String text) throws JsonProcessingException, WrongLine {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonParser parser = json.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new WrongLine("expected a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                fields.put(key, value(parser, parser.nextToken()));
            }
        } catch (JsonProcessingException wrong) {
            throw wrong;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return fields;
    }

    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NUMBER_INT -> parser.getLongValue();
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
