package io.gpusched.files.requests;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gpusched.files.problem.Problem;
import io.gpusched.files.problem.Problems;
import io.gpusched.words.Shown;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Validation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads traces of requests in the forms in which they are published: comma-separated with the columns TIMESTAMP, ContextTokens and
 * GeneratedTokens (Azure), comma-separated with gmt_create, exec_time_seconds and groupId (Alibaba GenAI), and JSON lines with timestamp,
 * input_length and output_length (Mooncake). Other columns and fields are left out.
 */
public final class RequestReader {
    private static final int MOST_PROBLEMS = 20;
    private static final long NANOS_OF_MILLI = 1_000_000;
    private static final long MOST_TOKENS = 1_000_000_000;
    private static final String TIMESTAMP = "timestamp";

    private final Problems problems;
    private final List<TraceRequest> requests = new ArrayList<>();
    private final int mostRequests;
    private int found;

    private RequestReader(String file, int mostRequests) {
        this.problems = new Problems(file);
        this.mostRequests = mostRequests;
    }

    /** Tells whether a text begins as a trace of requests does. */
    public static boolean isRequests(List<String> beginning) {
        if (beginning.isEmpty()) {
            return false;
        }
        String first = bare(beginning.getFirst()).toLowerCase(Locale.ROOT);
        return (first.startsWith("{") && first.contains("\"input_length\""))
                || (first.contains(TIMESTAMP) && first.contains("contexttokens"))
                || (first.contains("gmt_create") && first.contains("exec_time_seconds"));
    }

    /**
     * Reads a trace of requests.
     *
     * @param file its name, for messages
     * @param text its text
     * @param mostRequests how many requests it may have
     * @return the trace, or what is wrong with the text
     */
    public static Validation<Seq<Problem>, RequestTrace> read(String file, String text, int mostRequests) {
        RequestReader reader = new RequestReader(file, mostRequests);
        String bare = bare(text);
        if (bare.startsWith("{")) {
            reader.readJson(bare);
        } else {
            reader.readTable(bare);
        }
        if (reader.problems.isEmpty() && reader.requests.isEmpty()) {
            reader.problems.add(0, 0, "has no request; expected a line for each, below the names of the columns");
        }
        return reader.problems.isEmpty()
                ? Validation.valid(reader.trace())
                : Validation.invalid(Vector.ofAll(reader.problems.sorted()));
    }

    private static String bare(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private RequestTrace trace() {
        requests.sort(Comparator.comparingLong(TraceRequest::atNanos));
        long first = requests.getFirst().atNanos();
        return new RequestTrace(requests.stream()
                .map(each -> new TraceRequest(
                        each.atNanos() - first, each.tenant(), each.input(), each.output(), each.recordedNanos()))
                .toList());
    }

    private void readTable(String text) {
        @Nullable RequestTable table = null;
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (isFull(number)) {
                return;
            }
            if (table == null) {
                table = RequestTable.of(line);
                if (table == null) {
                    problems.add(1, 1, RequestTable.EXPECTED);
                    return;
                }
            } else if (!line.isBlank()) {
                @Nullable TraceRequest request = table.request(number, line, this::add);
                if (request != null) {
                    requests.add(request);
                }
            }
        }
    }

    /** Too many problems or requests end the reading. */
    private boolean isFull(int line) {
        if (requests.size() >= mostRequests) {
            problems.add(
                    line,
                    1,
                    "holds more than " + mostRequests
                            + " requests; read more of them with --max-jobs, or cut the file");
            return true;
        }
        return found >= MOST_PROBLEMS;
    }

    private void add(int line, int column, String message) {
        found++;
        problems.add(line, column, message);
    }

    private void readJson(String text) {
        JsonFactory json = new JsonFactory();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (isFull(number)) {
                return;
            }
            if (!line.isBlank()) {
                readObject(json, number, line);
            }
        }
    }

    private void readObject(JsonFactory json, int number, String line) {
        double millis = -1;
        long input = -1;
        long output = -1;
        try (JsonParser parser = json.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                add(number, 1, "expected an object with timestamp, input_length and output_length");
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                boolean isNumber = value.isNumeric();
                switch (name) {
                    case TIMESTAMP -> millis = isNumber ? parser.getDoubleValue() : -1;
                    case "input_length" -> input = isNumber ? parser.getLongValue() : -1;
                    case "output_length" -> output = isNumber ? parser.getLongValue() : -1;
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException failure) {
            add(number, 1, "this is not JSON; expected an object in each line");
            return;
        }
        boolean whole = millis >= 0
                && millis < 1e12
                && input >= 0
                && input <= MOST_TOKENS
                && output >= 0
                && output <= MOST_TOKENS;
        if (!whole) {
            add(
                    number,
                    1,
                    "expected the numbers timestamp (milliseconds), input_length and output_length (tokens), none below 0");
            return;
        }
        requests.add(new TraceRequest(Math.round(millis * NANOS_OF_MILLI), "", input, output, TraceRequest.UNKNOWN));
    }

    /** Receives what is wrong with a line. */
    @FunctionalInterface
    interface Complaints {
        void add(int line, int column, String message);
    }

    /** Reads a number of tokens; returns -1 after a complaint. */
    static long tokens(String name, String text, int line, int column, Complaints complaints) {
        try {
            double tokens = Double.parseDouble(text);
            if (tokens >= 0 && tokens <= MOST_TOKENS && tokens == Math.rint(tokens)) {
                return (long) tokens;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        complaints.add(line, column, name + " is " + Shown.quoted(text) + "; expected a whole number of tokens");
        return -1;
    }

    /** Reads a moment; returns nothing after a complaint. */
    static OptionalLong moment(String name, String text, int line, int column, Complaints complaints) {
        OptionalLong nanos = Moments.nanos(text);
        if (nanos.isEmpty()) {
            complaints.add(line, column, name + " is " + Shown.quoted(text) + "; expected " + Moments.EXPECTED);
        }
        return nanos;
    }
}
