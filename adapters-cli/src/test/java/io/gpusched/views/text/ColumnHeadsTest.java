package io.gpusched.views.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.insight.RunOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The heads of all tables, in one vocabulary: a word means the same wherever it stands, and no other word means it. */
class ColumnHeadsTest {
    /** What each head says. A table with another head needs a line here, and no word of this list that means the same already. */
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("queued", "from queued until the job was given to the hardware"),
            Map.entry("on ring", "given to the hardware, and waiting there behind others"),
            Map.entry("running", "worked on by the ring"),
            Map.entry("wait", "from queued to start"),
            Map.entry("latency", "from queued to done"),
            Map.entry("in flight", "jobs on the ring or running"),
            Map.entry("queued at", "the time at which a job was queued"),
            Map.entry("from", "the time at which a part of a latency begins; or the policy of the recording"),
            Map.entry("took", "how long a part of a latency is"),
            Map.entry("of that", "parts of a latency"),
            Map.entry("min", "the least"),
            Map.entry("avg", "the average"),
            Map.entry("p50", "the median"),
            Map.entry("p99", "the 99th percentile"),
            Map.entry("max", "the greatest"),
            Map.entry("sum", "all together"),
            Map.entry("hung", "the part of the run in which a job hung on a ring, up to its timeout"),
            Map.entry("reset", "the part of the run in which a driver recovered its ring from a hang"),
            Map.entry("gone", "the time at which the device of a ring was gone"),
            Map.entry("window", "the time between two marks of a recording"),
            Map.entry("recorded, waits in", "waits in the recording, within a window"),
            Map.entry("replayed, waits in", "waits in the replay, within a window"),
            Map.entry("late", "the share of frames that took too long"),
            Map.entry("here", "in the simulation"),
            Map.entry("linux", "on a running kernel"),
            Map.entry("renderthread", "a client of the demo"),
            Map.entry("xorg", "a client of the demo"),
            Map.entry("training", "a client of the demo"),
            Map.entry("client", "entities that share a name"),
            Map.entry("entities", "how many entities a client has"),
            Map.entry("weight", "the weight by which a client competes for the rings"),
            Map.entry("entity", "a queue of jobs"),
            Map.entry("jobs", "jobs that were queued"),
            Map.entry("job", "the latency of jobs, in the kernel's tests; or the number of a job"),
            Map.entry("done", "jobs that ended without an error"),
            Map.entry("failed", "jobs that ended with an error"),
            Map.entry("left", "jobs that had not ended when the run did"),
            Map.entry("jobs/s", "jobs done for each second"),
            Map.entry("frames/s", "frames done for each second"),
            Map.entry("gpu", "the part of the time of all rings in which jobs were running"),
            Map.entry("ring", "a ring of the hardware"),
            Map.entry("policy", "who is next"),
            Map.entry("priority", "the priority of an entity"),
            Map.entry("credits", "the credit limit; in a live run, credits in flight of the limit"),
            Map.entry("timeout", "how long the first job on a ring may take"),
            Map.entry("timeouts", "how often the timeout handler was called"),
            Map.entry("messages", "messages of drivers that were processed"),
            Map.entry("busy", "the part of the time in which a job was running on the ring"),
            Map.entry("fairness (jain)", "Jain's index of the GPU time of clients"),
            Map.entry("longest latency", "the longest latency of all jobs"),
            Map.entry("recorded", "of the recording"),
            Map.entry("replayed", "of the replay"),
            Map.entry("error", "how much a replay differs from the recording"),
            Map.entry("setting", "policy and credits of a run"),
            Map.entry("sync", "whether a client waits for its jobs"),
            Map.entry("elapsed", "how long a client took in all"),
            Map.entry("first", "when the first client was done"),
            Map.entry("last", "when the last client was done"),
            Map.entry("ideal", "how long a client would have taken alone"),
            Map.entry("cycle", "the time of a cycle of jobs"),
            Map.entry("delta", "the average lead of the fastest client, in hundredths of a cycle"),
            Map.entry("latency p50", "the median of the latencies"),
            Map.entry("latency p99", "the 99th percentile of the latencies"),
            Map.entry("latency error p50", "the median difference between the latencies of recording and replay"),
            Map.entry("wait p50", "the median of the waits"),
            Map.entry("test", "a test of the kernel"),
            Map.entry("replayed under its own policy", "a recording of a test of the kernel"),
            Map.entry("in order", "jobs that a replay runs in the recorded order"),
            Map.entry("pairs", "pairs of jobs that a replay runs in the recorded order"),
            Map.entry("to", "the policy that is predicted"),
            Map.entry("predicted", "of a replay of another recording"),
            Map.entry("measured", "of the kernel"),
            Map.entry("difference", "what differs between two recordings"),
            Map.entry("frames over 11.1", "frames that were late"),
            Map.entry("a", "of the first of two runs that are compared"),
            Map.entry("b", "of the second of two runs that are compared"),
            Map.entry("b - a", "what a client gains or loses in the second run"),
            Map.entry("of b - a", "the parts of that, in percent"),
            Map.entry("queued to done", "from when a job is queued until it is done"),
            Map.entry("first job", "the first job of a client"),
            Map.entry("frame", "jobs that a client submits together"),
            Map.entry("clients", "how many clients there are"),
            Map.entry("family", "workloads on which a policy is worse for one reason"),
            Map.entry("largest factor", "how many times worse at most"),
            Map.entry("smallest: factor", "how many times worse on the smallest workload"),
            Map.entry("times as bad", "how many times worse"),
            Map.entry("1 job in flight", "credit limit 1"),
            Map.entry("2 jobs in flight", "credit limit 2"),
            Map.entry("2, training at low priority", "credit limit 2, and the training job has low priority"));

    private static final Pattern TABLE =
            Pattern.compile("(?s)(?:new Table\\(\\s*|headings = new ArrayList<>\\()List\\.of\\((.*?)\\)\\)");

    private static final Pattern GROUP = Pattern.compile("table\\.group\\([^;\"]*\"([^\"]*)\"\\)");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "gpusched");

    @Test
    void every_head_is_in_the_vocabulary() {
        TreeSet<String> heads = new TreeSet<>(ofColumns(ClientColumns.ALL));
        heads.addAll(ofColumns(RingColumns.ALL));
        new Comparison("", new RunOutcome(List.of(), 1, 0, ""), List.of(), Map.of())
                .measures()
                .forEach(each -> heads.add(bare(each.name())));
        List<String> written = inSources();
        heads.addAll(written);

        assertThat(written).hasSizeGreaterThan(40);
        heads.remove("");
        assertThat(MEANINGS.keySet()).containsAll(heads);
    }

    @Test
    void a_column_says_what_it_means() {
        assertThat(Stream.concat(
                        ClientColumns.ALL.stream().map(Column::meaning),
                        RingColumns.ALL.stream().map(Column::meaning)))
                .allSatisfy(each -> assertThat(each).hasSizeGreaterThan(5));
    }

    private static <T> List<String> ofColumns(List<Column<T>> columns) {
        return columns.stream()
                .flatMap(each -> Stream.of(bare(each.group()), bare(each.head())))
                .toList();
    }

    private static List<String> inSources() {
        List<String> heads = new ArrayList<>();
        try (Stream<Path> files = Stream.of("views/text", "cli/demo", "cli/study", "cli/top")
                .flatMap(each -> list(SOURCES.resolve(each)))) {
            files.forEach(file -> {
                String text = read(file);
                TABLE.matcher(text)
                        .results()
                        .forEach(table -> LITERAL.matcher(table.group(1))
                                .results()
                                .forEach(each -> heads.add(bare(each.group(1)))));
                GROUP.matcher(text).results().forEach(each -> heads.add(bare(each.group(1))));
            });
        }
        return heads;
    }

    /** A head without its unit. */
    private static String bare(String head) {
        return head.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("(,)? (ms|us|%)( %)?$|^(ms|%)$", "")
                .strip();
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".java")).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
