package io.gpusched.cli.eventfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.gpusched.application.insight.Event;
import io.gpusched.application.insight.FenceName;
import io.gpusched.application.insight.Place;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Verdict;
import io.gpusched.application.workload.RingKind;
import io.gpusched.cli.casefile.Problem;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.order.Priority;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads event files. Every line that is wrong is told, with its place. */
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

    /** What is wrong with a line. */
    private static final class WrongLine extends Exception {
        private static final long serialVersionUID = 1L;

        WrongLine(String message) {
            super(message);
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
        for (int i = 1; i < lines.size(); i++) {
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
                throw new WrongLine("this is no event file; expected what 'gpusched run FILE --events EVENTS' writes");
            }
            long version = number(fields, "gpusched_events", Long.MAX_VALUE);
            if (version > EventFileWriter.VERSION) {
                throw new WrongLine("this is version " + version + " of the form; this gpusched reads versions up to "
                        + EventFileWriter.VERSION);
            }
            return version == 1 ? firstForm(fields) : header(fields);
        } catch (JsonProcessingException wrong) {
            add(wrong);
        } catch (WrongLine | ClassCastException wrong) {
            problems.add(new Problem(file, line, 1, String.valueOf(wrong.getMessage())));
        }
        return new RunHeader("", List.of(), List.of(), List.of(), List.of(), List.of(), false);
    }

    private static RunHeader header(Map<String, Object> fields) throws WrongLine {
        RunHeader first = firstForm(fields);
        List<RingKind> kinds = new ArrayList<>();
        for (String each : texts(fields, "ring_kinds")) {
            kinds.add(word("ring_kinds", each, RingKind.values()));
        }
        return new RunHeader(
                first.queue(),
                first.credits(),
                texts(fields, "rings"),
                kinds,
                texts(fields, "policies"),
                first.clients(),
                first.cutOff());
    }

    /** The first version said nothing of the rings, but they had no names that mattered and took one job at a time. */
    private static RunHeader firstForm(Map<String, Object> fields) throws WrongLine {
        List<Integer> credits = list(fields, "credits").stream()
                .map(each -> ((Number) each).intValue())
                .toList();
        return new RunHeader(
                text(fields, "queue"),
                credits,
                RunHeader.unnamed(credits.size()),
                Collections.nCopies(credits.size(), RingKind.SERIAL),
                Collections.nCopies(credits.size(), RunHeader.UNKNOWN),
                texts(fields, "clients"),
                Boolean.TRUE.equals(fields.get("cut_off")));
    }

    private static List<String> texts(Map<String, Object> fields, String key) throws WrongLine {
        return list(fields, key).stream().map(Object::toString).toList();
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
        long ns = number(f, "ns", Long.MAX_VALUE);
        String name = text(f, "event");
        return switch (name) {
            case "queue" ->
                new Event.JobQueued(
                        ns,
                        job(f),
                        id(f, "entity"),
                        id(f, "scheduler"),
                        id(f, "depth"),
                        id(f, "credits"),
                        // It has come into the form with its second version.
                        f.containsKey("job_credits") ? id(f, "job_credits") : 1);
            case "run" ->
                new Event.JobRun(
                        ns,
                        job(f),
                        id(f, "entity"),
                        id(f, "scheduler"),
                        id(f, "depth"),
                        id(f, "credits"),
                        id(f, "job_credits"),
                        place(f));
            case "add_dep" -> new Event.DependencyAdded(ns, job(f), fence(f));
            case "unschedulable" -> new Event.JobUnschedulable(ns, job(f), fence(f));
            case "submit" -> new Event.JobSubmitted(ns, job(f), id(f, "scheduler"), launch(text(f, "result")));
            case "done" -> new Event.JobDone(ns, job(f));
            case "signal" -> {
                int error = id(f, "error");
                yield new Event.FenceSignaled(ns, fence(f), error == 0 ? null : new Errno(error));
            }
            case "timeout" ->
                new Event.TimedOut(
                        ns, job(f), id(f, "scheduler"), word("verdict", text(f, "verdict"), Verdict.values()));
            case "release" -> new Event.JobReleased(ns, job(f));
            case "cancel" -> new Event.JobCancelled(ns, job(f));
            case "free" -> new Event.JobFreed(ns, job(f));
            case "message_sent" -> new Event.MessageSent(ns, id(f, "scheduler"), text(f, "message"));
            case "message_processed" -> new Event.MessageProcessed(ns, id(f, "scheduler"), text(f, "message"));
            case "pause" -> new Event.SubmissionPaused(ns, id(f, "scheduler"));
            case "resume" -> new Event.SubmissionResumed(ns, id(f, "scheduler"));
            case "priority" ->
                new Event.PriorityChanged(ns, id(f, "entity"), word("to", text(f, "to"), Priority.values()));
            case "kill" -> new Event.EntityKilled(ns, id(f, "entity"));
            default ->
                throw new WrongLine("'" + name + "' is not an event; expected one that 'gpusched run --events' writes");
        };
    }

    /** A place has come into the form with its second version. */
    private static @Nullable Place place(Map<String, Object> fields) throws WrongLine {
        if (!fields.containsKey("key")) {
            return null;
        }
        if (fields.get("key") instanceof Long key) {
            return new Place(id(fields, "run_queue"), key);
        }
        throw new WrongLine("'key' is " + fields.get("key") + "; expected a whole number");
    }

    private static long job(Map<String, Object> fields) throws WrongLine {
        return number(fields, "job", Long.MAX_VALUE);
    }

    private static int id(Map<String, Object> fields, String key) throws WrongLine {
        return (int) number(fields, key, Integer.MAX_VALUE);
    }

    private static long number(Map<String, Object> fields, String key, long max) throws WrongLine {
        if (fields.get(key) instanceof Long number && number >= 0 && number <= max) {
            return number;
        }
        throw new WrongLine("'" + key + "' is " + fields.get(key) + "; expected a whole number from 0 to " + max);
    }

    private static String text(Map<String, Object> fields, String key) throws WrongLine {
        if (fields.get(key) instanceof String text) {
            return text;
        }
        throw new WrongLine("'" + key + "' is " + fields.get(key) + "; expected a text");
    }

    private static List<?> list(Map<String, Object> fields, String key) throws WrongLine {
        if (fields.get(key) instanceof List<?> list) {
            return list;
        }
        throw new WrongLine("'" + key + "' is " + fields.get(key) + "; expected a list");
    }

    private static FenceName fence(Map<String, Object> fields) throws WrongLine {
        String name = text(fields, "fence");
        if (name.matches("j\\d{1,18}")) {
            return new FenceName.Finished(Long.parseLong(name.substring(1)));
        }
        if (name.matches("j\\d{1,18}\\.s")) {
            return new FenceName.Scheduled(Long.parseLong(name.substring(1, name.length() - 2)));
        }
        return new FenceName.External(name);
    }

    private static Launch launch(String result) throws WrongLine {
        if (result.matches("[1-9]\\d{0,3}") && Integer.parseInt(result) <= 4095) {
            return new Launch.Refused(new Errno(Integer.parseInt(result)));
        }
        return switch (result) {
            case "ok" -> Launch.Accepted.RUNNING;
            case "none" -> Launch.Accepted.NOTHING;
            default -> throw new WrongLine("'result' is '" + result + "'; expected ok, none or an errno");
        };
    }

    private static <E extends Enum<E>> E word(String key, String word, E[] values) throws WrongLine {
        List<String> words = new ArrayList<>();
        for (E each : values) {
            String known = each.name().toLowerCase(Locale.ROOT);
            if (known.equals(word)) {
                return each;
            }
            words.add(known);
        }
        throw new WrongLine("'" + key + "' is '" + word + "'; expected one of " + String.join(", ", words));
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
