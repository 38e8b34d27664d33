package io.gpusched.views.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads Chrome's trace format as its readers do: sorted by time, and requires what they require. */
final class ChromeTrace {
    private static final String PHASES = "MXbeisfC";
    private final Map<Long, String> processes = new TreeMap<>();
    private final Map<Long, String> threads = new TreeMap<>();
    private final Map<Long, Long> processOfThread = new TreeMap<>();
    private final Map<Long, Deque<Entry>> open = new TreeMap<>();
    private final Map<String, Deque<Entry>> lives = new LinkedHashMap<>();
    private final Map<Long, Entry> begun = new TreeMap<>();
    private final Map<Long, Entry> topmost = new TreeMap<>();
    private final Drawing drawing =
            new Drawing(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeMap<>());

    /** One event of the file. */
    private record Entry(Map<String, Object> fields) {
        String text(String key) {
            assertThat(fields).containsKey(key);
            return fields.get(key).toString();
        }

        long number(String key) {
            return Long.parseLong(text(key));
        }

        long nanos(String key) {
            return new BigDecimal(text(key)).movePointRight(3).longValueExact();
        }

        long end() {
            return nanos("ts") + nanos("dur");
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> args() {
            return (Map<String, Object>) fields.getOrDefault("args", Map.of());
        }
    }

    private ChromeTrace() {}

    /** Reads a file and requires all rules of the format. */
    static Drawing read(byte[] json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            Map<String, Object> root = object(parser);
            assertThat(parser.nextToken()).isNull();
            assertThat(root).containsKey("traceEvents");
            List<Entry> entries = new ArrayList<>();
            for (Object each : (List<?>) root.get("traceEvents")) {
                @SuppressWarnings("unchecked")
                Map<String, Object> fields = (Map<String, Object>) each;
                entries.add(new Entry(fields));
            }
            return new ChromeTrace().judge(entries);
        }
    }

    private Drawing judge(List<Entry> entries) {
        entries.stream().filter(each -> each.text("ph").equals("M")).forEach(this::name);
        entries.stream()
                .filter(each -> !each.text("ph").equals("M"))
                .sorted(Comparator.comparingLong(each -> each.nanos("ts")))
                .forEach(this::take);
        assertThat(lives)
                .as("lives that never end")
                .allSatisfy((id, stack) -> assertThat(stack).isEmpty());
        assertThat(begun).as("arrows that end nowhere").isEmpty();
        return drawing;
    }

    private void name(Entry entry) {
        long process = entry.number("pid");
        long thread = entry.number("tid");
        switch (entry.text("name")) {
            case "process_name" ->
                processes.put(process, entry.args().get("name").toString());
            case "thread_name" -> {
                assertThat(threads.put(thread, entry.args().get("name").toString()))
                        .as("thread " + thread + " was named before")
                        .isNull();
                processOfThread.put(thread, process);
            }
            default -> assertThat(entry.args().get("sort_index")).isInstanceOf(Long.class);
        }
        assertThat(threads).as("a thread has the number of a process").doesNotContainKey(process);
    }

    private void take(Entry entry) {
        assertThat(PHASES).contains(entry.text("ph"));
        assertThat(entry.nanos("ts")).isNotNegative();
        assertThat(processes).containsKey(entry.number("pid"));
        switch (entry.text("ph")) {
            case "X" -> slice(entry);
            case "b" ->
                lives.computeIfAbsent(life(entry), id -> new ArrayDeque<>()).push(entry);
            case "e" -> endLife(entry);
            case "s" -> beginArrow(entry);
            case "f" -> endArrow(entry);
            case "i" -> {
                assertThat(entry.text("s")).isEqualTo("p");
                drawing.marks().add(Drawing.mark(process(entry), entry.text("name"), entry.nanos("ts")));
            }
            default ->
                entry.args()
                        .forEach((series, value) -> drawing.counts()
                                .add(Drawing.count(
                                        process(entry),
                                        entry.text("name") + " " + series,
                                        entry.nanos("ts"),
                                        Double.parseDouble(value.toString()))));
        }
    }

    private String process(Entry entry) {
        return processes.get(entry.number("pid"));
    }

    private String track(Entry entry) {
        assertThat(processOfThread).containsEntry(entry.number("tid"), entry.number("pid"));
        return threads.get(entry.number("tid"));
    }

    private String words(Entry entry) {
        return Drawing.slice(process(entry), track(entry), entry.text("name"), entry.nanos("ts"), entry.end());
    }

    /** Slices of one thread lie one after another; what takes no time may lie in another. */
    private void slice(Entry entry) {
        assertThat(entry.nanos("dur")).isNotNegative();
        Deque<Entry> stack = open.computeIfAbsent(entry.number("tid"), thread -> new ArrayDeque<>());
        while (!stack.isEmpty() && stack.peek().end() <= entry.nanos("ts")) {
            stack.pop();
        }
        assertThat(stack).as("overlaps " + words(entry)).isEmpty();
        stack.push(entry);
        topmost.put(entry.number("tid"), entry);
        drawing.slices().add(words(entry));
    }

    private static String life(Entry entry) {
        return entry.text("cat") + " " + entry.text("id");
    }

    private void endLife(Entry entry) {
        Deque<Entry> stack = lives.get(life(entry));
        assertThat(stack).as("ends before it begins").isNotNull().isNotEmpty();
        Entry begin = stack.pop();
        assertThat(begin.text("name")).isEqualTo(entry.text("name"));
        drawing.slices()
                .add(Drawing.slice(
                        process(begin),
                        track(begin) + ", jobs",
                        begin.text("name"),
                        begin.nanos("ts"),
                        entry.nanos("ts")));
    }

    private void beginArrow(Entry entry) {
        assertThat(begun.put(entry.number("id"), entry))
                .as("arrow begins twice")
                .isNull();
        Entry from = topmost.get(entry.number("tid"));
        assertThat(from).as("arrow begins in no slice").isNotNull();
        assertThat(entry.nanos("ts")).isBetween(from.nanos("ts"), from.end());
        assertThat(drawing.arrows().put(entry.number("id"), words(from))).isNull();
    }

    private void endArrow(Entry entry) {
        assertThat(entry.text("bp")).isEqualTo("e");
        Entry begin = begun.remove(entry.number("id"));
        assertThat(begin).as("arrow ends that has not begun").isNotNull();
        assertThat(begin.text("name")).isEqualTo(entry.text("name"));
        Entry to = topmost.get(entry.number("tid"));
        assertThat(to).as("arrow ends in no slice").isNotNull();
        assertThat(entry.nanos("ts")).isEqualTo(to.nanos("ts"));
        drawing.arrows().merge(entry.number("id"), words(to), (from, end) -> from + " => " + end);
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            assertThat(fields.put(key, value(parser, parser.nextToken())))
                    .as(key)
                    .isNull();
        }
        return fields;
    }

    private static Object value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (JsonToken each = parser.nextToken(); each != JsonToken.END_ARRAY; each = parser.nextToken()) {
                    list.add(value(parser, each));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            default -> parser.getText();
        };
    }
}
