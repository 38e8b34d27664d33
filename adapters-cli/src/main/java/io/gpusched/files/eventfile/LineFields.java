package io.gpusched.files.eventfile;

import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.Labels;
import io.gpusched.application.event.Place;
import io.gpusched.application.port.Launch;
import io.gpusched.domain.fence.Errno;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a line of an event file, as what they mean. */
final class LineFields {
    private static final int MAX_ERRNO = 4095;
    private final Map<String, Object> values;
    private final Map<String, Integer> columns;

    /**
     * Makes the fields of one line.
     *
     * @param values numbers as Long, truths as Boolean, lists as List, everything else as its text
     * @param columns where each of them stands, counted from 1
     */
    LineFields(Map<String, Object> values, Map<String, Integer> columns) {
        this.values = values;
        this.columns = columns;
    }

    /** What is wrong with a line. */
    static final class WrongLine extends Exception {
        private static final long serialVersionUID = 1L;

        private final int column;

        /**
         * Makes the exception.
         *
         * @param column where, counted from 1
         */
        WrongLine(int column, String message) {
            super(message);
            this.column = column;
        }

        int column() {
            return column;
        }
    }

    WrongLine wrong(String key, String message) {
        return new WrongLine(columns.getOrDefault(key, 1), message);
    }

    private WrongLine expected(String key, String what) {
        String is = values.containsKey(key) ? "is " + Shown.cut(String.valueOf(values.get(key))) : "is missing";
        return wrong(key, "'" + key + "' " + is + "; expected " + what);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** A place has come into the form with its second version. */
    @Nullable
    Place place() throws WrongLine {
        if (!has("key")) {
            return null;
        }
        if (values.get("key") instanceof Long key) {
            return new Place(id("run_queue"), key);
        }
        throw expected("key", "a whole number");
    }

    long job() throws WrongLine {
        return number("job", Long.MAX_VALUE);
    }

    int id(String key) throws WrongLine {
        return (int) number(key, Integer.MAX_VALUE);
    }

    /**
     * Reads the id of something that the header lists.
     *
     * @param count how many there are
     */
    int idOf(String key, int count) throws WrongLine {
        int id = id(key);
        if (id >= count) {
            throw wrong(
                    key,
                    "'" + key + "' is " + id + ", but the header names " + count + "; expected a number below that");
        }
        return id;
    }

    @Nullable
    Errno error() throws WrongLine {
        int error = (int) number("error", MAX_ERRNO);
        return error == 0 ? null : new Errno(error);
    }

    boolean truth(String key) throws WrongLine {
        if (values.get(key) instanceof Boolean truth) {
            return truth;
        }
        throw expected(key, "true or false");
    }

    long number(String key, long max) throws WrongLine {
        if (values.get(key) instanceof Long number && number >= 0 && number <= max) {
            return number;
        }
        throw expected(key, "a whole number from 0 to " + max);
    }

    String text(String key) throws WrongLine {
        if (values.get(key) instanceof String text) {
            return text;
        }
        throw expected(key, "a text");
    }

    private List<?> list(String key, String of) throws WrongLine {
        if (values.get(key) instanceof List<?> list) {
            return list;
        }
        throw expected(key, "a list of " + of);
    }

    List<String> texts(String key) throws WrongLine {
        List<String> texts = new ArrayList<>();
        for (Object each : list(key, "texts")) {
            if (!(each instanceof String text)) {
                throw expected(key, "a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    List<Integer> ids(String key) throws WrongLine {
        List<Integer> ids = new ArrayList<>();
        for (Object each : list(key, "whole numbers")) {
            if (!(each instanceof Long number) || number < 0 || number > Integer.MAX_VALUE) {
                throw expected(key, "a list of whole numbers from 0 to " + Integer.MAX_VALUE);
            }
            ids.add(number.intValue());
        }
        return ids;
    }

    FenceName fence() throws WrongLine {
        String name = text("fence");
        if (name.matches("j\\d{1,18}")) {
            return new FenceName.Finished(Long.parseLong(name.substring(1)));
        }
        if (name.matches("j\\d{1,18}\\.s")) {
            return new FenceName.Scheduled(Long.parseLong(name.substring(1, name.length() - 2)));
        }
        return new FenceName.External(name);
    }

    Launch launch() throws WrongLine {
        String result = text("result");
        if (result.matches("[1-9]\\d{0,3}") && Integer.parseInt(result) <= MAX_ERRNO) {
            return new Launch.Refused(new Errno(Integer.parseInt(result)));
        }
        return switch (result) {
            case "ok" -> Launch.Accepted.RUNNING;
            case "none" -> Launch.Accepted.NOTHING;
            default -> throw expected("result", "ok, none or the number of an error, up to " + MAX_ERRNO);
        };
    }

    <E extends Enum<E>> E word(String key, E[] values) throws WrongLine {
        return word(key, text(key), values);
    }

    <E extends Enum<E>> E word(String key, String word, E[] values) throws WrongLine {
        E found = Labels.find(values, word);
        if (found == null) {
            throw wrong(
                    key,
                    "'" + key + "' is " + Shown.quoted(word) + "; expected one of "
                            + String.join(", ", Labels.of(values)));
        }
        return found;
    }
}
