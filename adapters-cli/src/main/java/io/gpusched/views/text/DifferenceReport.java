package io.gpusched.views.text;

import io.gpusched.application.event.Place;
import io.gpusched.cli.duel.RunDifference;
import io.gpusched.cli.duel.RunDifference.Choice;
import io.gpusched.cli.duel.RunDifference.ClientChange;
import io.gpusched.cli.duel.RunDifference.Contribution;
import io.gpusched.cli.duel.RunDifference.Parting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The difference of two runs in lines for people. */
public final class DifferenceReport {
    private static final int TENTHS = 1_000;
    private static final int FIXED_COLUMNS = 5;

    private DifferenceReport() {}

    /**
     * Returns the difference in lines.
     *
     * @param first what the first run is called
     * @param second what the second run is called
     * @param screen how many characters fit into a line
     */
    public static List<String> lines(RunDifference difference, String first, String second, int screen) {
        List<String> lines = new ArrayList<>(List.of("A  " + first, "B  " + second, ""));
        if (difference.isNone()) {
            lines.add(
                    "no difference: every ring ran the same jobs in the same order, and no job waited longer or shorter");
            return lines;
        }
        difference
                .parting()
                .ifPresentOrElse(
                        parting -> lines.addAll(lines(parting)),
                        () -> lines.add("every ring ran the same jobs in the same order"));
        lines.add("");
        lines.addAll(table(difference).lines(screen));
        if (difference.onlyInFirst() + difference.onlyInSecond() > 0) {
            lines.add("");
            lines.add("jobs that were done in one run only, and are in no line above: " + difference.onlyInFirst()
                    + " in A, " + difference.onlyInSecond() + " in B");
        }
        return lines;
    }

    private static List<String> lines(Parting parting) {
        List<String> lines = new ArrayList<>();
        lines.add("first decision that differs: number " + (parting.same() + 1) + " on ring " + parting.ring());
        lines.addAll(lines("A", parting.first()));
        lines.addAll(lines("B", parting.second()));
        return lines;
    }

    private static List<String> lines(String side, Optional<Choice> choice) {
        if (choice.isEmpty()) {
            return List.of("  " + side + "  nothing more ran");
        }
        Choice it = choice.get();
        String at = "  " + side + "  at " + Units.millis(it.nanos()) + " ms  ";
        List<String> lines = new ArrayList<>();
        lines.add(at + "job " + it.job() + " of " + it.client() + ", " + key(it.place()));
        if (it.otherJob() != null) {
            lines.add(" ".repeat(at.length()) + "job " + it.otherJob() + " of " + it.otherClient() + where(it));
        }
        return lines;
    }

    private static String where(Choice choice) {
        return switch (choice.whereabouts()) {
            case WAITED -> " waited, " + key(choice.otherPlace());
            case BEHIND_OWN -> " was behind others of its entity";
            case NOT_QUEUED -> " was not queued yet";
            case ELSEWHERE -> " had run already, or never ran";
        };
    }

    private static String key(@Nullable Place place) {
        return place == null
                ? "by a key that is not known"
                : "key " + String.format(Locale.ROOT, "%,d", place.key())
                        + (place.runQueue() == 0 ? "" : " in run queue " + place.runQueue());
    }

    private static Table table(RunDifference difference) {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        difference
                .clients()
                .forEach(client -> client.parts()
                        .forEach(part -> kinds.putIfAbsent(WaitWords.kind(part.example()), kinds.size())));
        List<String> headings = new ArrayList<>(List.of("queued to done, ms", "jobs", "A", "B", "B - A"));
        headings.addAll(kinds.keySet());
        Table table = new Table(headings);
        if (!kinds.isEmpty()) {
            table.group(FIXED_COLUMNS, FIXED_COLUMNS + kinds.size(), "of B - A, %");
        }
        for (ClientChange client : difference.clients()) {
            List<String> row = new ArrayList<>(List.of(
                    client.client(),
                    Integer.toString(client.jobs()),
                    Units.shortMillis(client.firstNanos()),
                    Units.shortMillis(client.secondNanos()),
                    client.nanos() == 0 ? "=" : (client.nanos() > 0 ? "+" : "") + Units.shortMillis(client.nanos())));
            row.addAll(shares(client, kinds));
            table.row(row);
        }
        return table;
    }

    /** Shares in tenths of a percent that sum to 100 %: each is rounded down, and what is left goes to those that lost most by that. */
    private static List<String> shares(ClientChange client, Map<String, Integer> kinds) {
        String[] cells = new String[kinds.size()];
        Arrays.fill(cells, "");
        if (client.nanos() == 0) {
            return List.of(cells);
        }
        List<Contribution> parts = client.parts();
        long[] tenths = new long[parts.size()];
        double[] lost = new double[parts.size()];
        long left = TENTHS;
        for (int i = 0; i < parts.size(); i++) {
            double exact = (double) parts.get(i).nanos() * TENTHS / client.nanos();
            tenths[i] = (long) Math.floor(exact);
            lost[i] = exact - tenths[i];
            left -= tenths[i];
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> lost[i]).reversed());
        for (int i = 0; i < left; i++) {
            tenths[order.get(i % order.size())]++;
        }
        for (int i = 0; i < parts.size(); i++) {
            cells[kinds.getOrDefault(WaitWords.kind(parts.get(i).example()), 0)] =
                    String.format(Locale.ROOT, "%.1f", tenths[i] / 10.0);
        }
        return List.of(cells);
    }
}
