package io.gpusched.files.eventfile;

import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.Labels;
import io.gpusched.application.event.Place;
import io.gpusched.application.port.Launch;
import io.gpusched.domain.fence.Errno;
import io.gpusched.words.Shown;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a line of an event file, as what they mean. */
final class LineFields {
    private LineFields() {}

    /** What is wrong with a line. */
    static final class WrongLine extends Exception {
        private static final long serialVersionUID = 1L;

        WrongLine(String message) {
            super(message);
        }
    }

    /** A place has come into the form with its second version. */
    static @Nullable Place place(Map<String, Object> fields) throws WrongLine {
        if (!fields.containsKey("key")) {
            return null;
        }
        if (fields.get("key") instanceof Long key) {
            return new Place(id(fields, "run_queue"), key);
        }
        throw new WrongLine("'key' is " + shown(fields, "key") + "; expected a whole number");
    }

    static long job(Map<String, Object> fields) throws WrongLine {
        return number(fields, "job", Long.MAX_VALUE);
    }

    static int id(Map<String, Object> fields, String key) throws WrongLine {
        return (int) number(fields, key, Integer.MAX_VALUE);
    }

    static long number(Map<String, Object> fields, String key, long max) throws WrongLine {
        if (fields.get(key) instanceof Long number && number >= 0 && number <= max) {
            return number;
        }
        throw new WrongLine(
                Shown.quoted(key) + " is " + shown(fields, key) + "; expected a whole number from 0 to " + max);
    }

    static String text(Map<String, Object> fields, String key) throws WrongLine {
        if (fields.get(key) instanceof String text) {
            return text;
        }
        throw new WrongLine(Shown.quoted(key) + " is " + shown(fields, key) + "; expected a text");
    }

    static List<?> list(Map<String, Object> fields, String key) throws WrongLine {
        if (fields.get(key) instanceof List<?> list) {
            return list;
        }
        throw new WrongLine(Shown.quoted(key) + " is " + shown(fields, key) + "; expected a list");
    }

    static FenceName fence(Map<String, Object> fields) throws WrongLine {
        String name = text(fields, "fence");
        if (name.matches("j\\d{1,18}")) {
            return new FenceName.Finished(Long.parseLong(name.substring(1)));
        }
        if (name.matches("j\\d{1,18}\\.s")) {
            return new FenceName.Scheduled(Long.parseLong(name.substring(1, name.length() - 2)));
        }
        return new FenceName.External(name);
    }

    static Launch launch(String result) throws WrongLine {
        if (result.matches("[1-9]\\d{0,3}") && Integer.parseInt(result) <= 4095) {
            return new Launch.Refused(new Errno(Integer.parseInt(result)));
        }
        return switch (result) {
            case "ok" -> Launch.Accepted.RUNNING;
            case "none" -> Launch.Accepted.NOTHING;
            default -> throw new WrongLine("'result' is " + Shown.quoted(result) + "; expected ok, none or an errno");
        };
    }

    static <E extends Enum<E>> E word(String key, String word, E[] values) throws WrongLine {
        E found = Labels.find(values, word);
        if (found == null) {
            throw new WrongLine(Shown.quoted(key) + " is " + Shown.quoted(word) + "; expected one of "
                    + String.join(", ", Labels.of(values)));
        }
        return found;
    }

    private static String shown(Map<String, Object> fields, String key) {
        return fields.containsKey(key) ? Shown.cut(String.valueOf(fields.get(key))) : "missing";
    }

    static List<String> texts(Map<String, Object> fields, String key) throws WrongLine {
        return list(fields, key).stream().map(Object::toString).toList();
    }
}
