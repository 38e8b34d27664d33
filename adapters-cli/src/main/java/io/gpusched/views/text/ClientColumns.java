package io.gpusched.views.text;

import io.gpusched.application.insight.ClientSummary;
import io.gpusched.application.insight.Distribution;
import io.gpusched.views.text.Column.Form;
import io.gpusched.views.text.Column.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The table of clients, as data: every figure that text, page and JSON show about a client is a line here. */
public final class ClientColumns {
    /** The columns, the name of the client first. */
    public static final List<Column<Row>> ALL = all();

    private ClientColumns() {}

    /**
     * A row of the table.
     *
     * @param client how the client fared
     * @param rings how many rings the run had
     * @param weight the weight by which it competes for them
     */
    public record Row(ClientSummary client, int rings, int weight) {
        /**
         * Returns the rows of several clients.
         *
         * @param weights the weights of those whose weight is not 1, by name
         */
        public static List<Row> of(List<ClientSummary> clients, int rings, Map<String, Integer> weights) {
            return clients.stream()
                    .map(each -> new Row(each, rings, weights.getOrDefault(each.name(), 1)))
                    .toList();
        }
    }

    private static List<Column<Row>> all() {
        List<Column<Row>> all = new ArrayList<>(List.of(
                plain("client", "the name that its entities share", "name", Room.ALWAYS, ClientSummary::name),
                plain("entities", "how many entities it has", "entities", Room.UNLESS_ONE, ClientSummary::entities),
                new Column<>(
                        "",
                        "weight",
                        "the weight by which its entities, or their outermost group, compete for the rings",
                        "weight",
                        Form.PLAIN,
                        Room.UNLESS_ONE,
                        Row::weight),
                plain("jobs", "jobs that it submitted", "jobs", Room.ALWAYS, ClientSummary::jobs),
                plain("done", "jobs that ended without an error", "done", Room.ALWAYS, ClientSummary::done),
                plain("failed", "jobs that ended with an error", "failed", Room.ALWAYS, ClientSummary::failed),
                plain("left", "jobs that had not ended when the run did", "left", Room.ALWAYS, ClientSummary::left),
                new Column<>(
                        "",
                        "jobs/s",
                        "jobs done for each second of the run",
                        "jobs_per_second",
                        Form.RATE,
                        Room.WIDE,
                        row -> row.client().jobsPerSecond()),
                new Column<>(
                        "",
                        "GPU",
                        "the part of the time of all rings in which its jobs were running",
                        "gpu_share",
                        Form.SHARE,
                        Room.ALWAYS,
                        row -> row.client().gpuShare() / Math.max(row.rings(), 1))));
        add(all, "latency", "from queued to done", Room.ALWAYS, ClientSummary::latency);
        add(all, "wait", "from queued to start", Room.WIDE, ClientSummary::waiting);
        add(all, "queued", "in the queue of its entity", Room.ALWAYS, ClientSummary::queued);
        add(
                all,
                "on ring",
                "given to the hardware, and waiting there behind others",
                Room.ALWAYS,
                ClientSummary::onRing);
        add(all, "running", "worked on by the ring", Room.ALWAYS, ClientSummary::running);
        return List.copyOf(all);
    }

    private static Column<Row> plain(
            String head, String meaning, String key, Room room, Function<ClientSummary, Object> value) {
        return new Column<>("", head, meaning, key, Form.PLAIN, room, row -> value.apply(row.client()));
    }

    private static void add(
            List<Column<Row>> all,
            String group,
            String meaning,
            Room room,
            Function<ClientSummary, Distribution> times) {
        Room lessImportant = group.equals("latency") ? Room.ALWAYS : Room.WIDE;
        all.add(time(
                group, "p50", "half of its jobs took no longer " + meaning, "p50_ns", room, times, Distribution::p50));
        all.add(time(
                group, "p99", "99 of 100 jobs took no longer " + meaning, "p99_ns", room, times, Distribution::p99));
        all.add(time(group, "max", "the longest " + meaning, "max_ns", lessImportant, times, Distribution::max));
        all.add(time(group, "sum", "all its jobs together " + meaning, "sum_ns", Room.DATA, times, Distribution::sum));
    }

    private static Column<Row> time(
            String group,
            String head,
            String meaning,
            String key,
            Room room,
            Function<ClientSummary, Distribution> times,
            Function<Distribution, Object> value) {
        return new Column<>(group, head, meaning, key, Form.TIME, room, row -> value.apply(times.apply(row.client())));
    }
}
