package io.gpusched.cli.study;

import io.gpusched.application.event.Labels;
import io.gpusched.cli.study.ClientQuality.Spread;
import io.gpusched.views.text.Table;
import java.util.ArrayList;
import java.util.List;

/** The figures of one quality test under several settings, for people. */
public final class StudyReport {
    private StudyReport() {}

    /**
     * Returns the lines about one test.
     *
     * @param title what it is called
     * @param runs its runs, in the order in which they are shown
     * @param screen how many characters fit into a line
     */
    public static List<String> lines(String title, List<QualityRun> runs, int screen) {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        lines.addAll((areAlike(runs.getFirst()) ? everybody(runs) : clients(runs)).lines(screen));
        return lines;
    }

    /** Of synchronous clients that all do the same, nobody wants to see each. */
    private static boolean areAlike(QualityRun run) {
        ClientQuality first = run.clients().getFirst();
        return run.clients().stream()
                .allMatch(each -> each.loop().sync()
                        && each.priority() == first.priority()
                        && each.loop().jobs() == first.loop().jobs()
                        && each.loop().jobNanos() == first.loop().jobNanos()
                        && each.loop().waitNanos() == first.loop().waitNanos());
    }

    private static Table clients(List<QualityRun> runs) {
        Table table = new Table(List.of(
                "setting", "client", "sync", "elapsed", "ideal", "min", "avg", "max", "min", "avg", "max", "avg", "max",
                "done %"));
        table.group(3, 5, "ms");
        table.group(5, 8, "cycle, us");
        table.group(8, 11, "latency, us");
        table.group(11, 13, "job, us");
        table.repeatFirst(2);
        for (QualityRun run : runs) {
            for (int i = 0; i < run.clients().size(); i++) {
                ClientQuality client = run.clients().get(i);
                List<String> cells = new ArrayList<>();
                cells.add(i == 0 ? run.variant().name() : "");
                cells.add(Labels.of(client.priority()));
                cells.add(client.loop().sync() ? "1" : "0");
                cells.add(millis(client.doneNanos()));
                cells.add(millis(client.idealNanos()));
                add(client.cycle(), cells);
                add(client.latency(), cells);
                cells.add(Long.toString(client.job().average()));
                cells.add(Long.toString(client.job().max()));
                cells.add(Long.toString(run.donePercentAt(i, firstEnd(run) / 2)));
                table.row(cells);
            }
        }
        return table;
    }

    /** All clients in one row. */
    private static Table everybody(List<QualityRun> runs) {
        Table table = new Table(
                List.of("setting", "first", "last", "ideal", "min", "avg", "max", "min", "avg", "max", "delta"));
        table.group(1, 4, "elapsed, ms");
        table.group(4, 7, "cycle, us");
        table.group(7, 10, "latency, us");
        for (QualityRun run : runs) {
            List<ClientQuality> all = run.clients();
            List<String> cells = new ArrayList<>(List.of(
                    run.variant().name(),
                    millis(firstEnd(run)),
                    millis(all.stream()
                            .mapToLong(ClientQuality::doneNanos)
                            .max()
                            .orElse(0)),
                    millis(all.getFirst().idealNanos())));
            add(joined(all.stream().map(ClientQuality::cycle).toList()), cells);
            add(joined(all.stream().map(ClientQuality::latency).toList()), cells);
            cells.add(Long.toString(run.averageDelta()));
            table.row(cells);
        }
        return table;
    }

    /** All have the same number of cycles, so the average of all is that of their averages. */
    private static Spread joined(List<Spread> all) {
        return new Spread(
                all.stream().mapToLong(Spread::min).min().orElse(0),
                all.stream().mapToLong(Spread::average).sum() / all.size(),
                all.stream().mapToLong(Spread::max).max().orElse(0));
    }

    private static long firstEnd(QualityRun run) {
        return run.clients().stream().mapToLong(ClientQuality::doneNanos).min().orElse(0);
    }

    private static void add(Spread spread, List<String> cells) {
        cells.add(Long.toString(spread.min()));
        cells.add(Long.toString(spread.average()));
        cells.add(Long.toString(spread.max()));
    }

    private static String millis(long nanos) {
        return Long.toString(nanos / 1_000_000);
    }
}
