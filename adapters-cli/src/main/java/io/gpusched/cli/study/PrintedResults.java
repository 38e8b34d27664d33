package io.gpusched.cli.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The results that the kernel's tests printed in several recordings, in a folder of files such as {@code scheduler_many_clients_tests.rr.1.txt}: by how
 * much two runs of the same test under the same policy differ.
 */
final class PrintedResults {
    private static final Pattern NAME = Pattern.compile("(\\w+)\\.(rr|fifo|fair)\\.(\\d+)\\.txt");
    private static final Pattern CLIENT = Pattern.compile("\\s*(\\d+): prio=\\w+ sync=([01]) elapsed_ms=(\\d+)ms"
            + ".* latency_time\\(min,avg,max\\)=\\d+,(\\d+),(\\d+) us");
    private static final Pattern PROGRESS = Pattern.compile("\\s*\\+\\s*(\\d+)ms.*");
    private static final Pattern END = Pattern.compile("\\s+ok (\\d+) .*");
    private static final int ALL = -1;

    /** What is measured, by test, policy, client and figure; a value for each recording. */
    private final Map<String, List<Double>> values = new TreeMap<>();

    /** The figures that are compared. */
    enum Figure {
        RATE(0.05),
        P50(0.10),
        P99(0.20);

        private final double leastAllowed;

        Figure(double leastAllowed) {
            this.leastAllowed = leastAllowed;
        }

        /** Returns by how much a prediction may be wrong if recordings of one test hardly differ, as a share. */
        double leastAllowed() {
            return leastAllowed;
        }
    }

    /** Reads a folder; nothing if there is none. */
    static PrintedResults read(Path folder) {
        PrintedResults results = new PrintedResults();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                    if (name.matches()) {
                        results.take(name.group(1), name.group(2), Files.readAllLines(file));
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return results;
    }

    private void take(String suite, String policy, List<String> lines) {
        List<Matcher> clients = new ArrayList<>();
        double progressMillis = 0;
        for (String line : lines) {
            Matcher client = CLIENT.matcher(line);
            Matcher progress = PROGRESS.matcher(line);
            Matcher end = END.matcher(line);
            if (client.matches()) {
                clients.add(client);
            } else if (progress.matches()) {
                progressMillis = Double.parseDouble(progress.group(1));
            } else if (end.matches() && progressMillis > 0) {
                String test = String.format("%s.%02d", suite, Integer.parseInt(end.group(1)) - 1);
                note(test, policy, ALL, Figure.RATE, progressMillis);
                clients.forEach(each -> take(test, policy, each));
                clients.clear();
                progressMillis = 0;
            }
        }
    }

    /** Who does not wait for its jobs sees nothing of theirs; then the whole time has to do. */
    private void take(String test, String policy, Matcher client) {
        int id = Integer.parseInt(client.group(1));
        boolean sync = client.group(2).equals("1");
        double elapsed = Double.parseDouble(client.group(3));
        note(test, policy, id, Figure.RATE, elapsed);
        note(test, policy, id, Figure.P50, sync ? Double.parseDouble(client.group(4)) : elapsed);
        note(test, policy, id, Figure.P99, sync ? Double.parseDouble(client.group(5)) : elapsed);
    }

    private void note(String test, String policy, int client, Figure figure, double value) {
        values.computeIfAbsent(key(test, policy, client, figure), each -> new ArrayList<>())
                .add(value);
    }

    private static String key(String test, String policy, int client, Figure figure) {
        return test + ' ' + policy + ' ' + client + ' ' + figure;
    }

    /**
     * Returns by how much recordings differ at most, as a share of their mean; nothing if there are not two.
     *
     * @param test the suite and the number of the test, such as {@code scheduler_many_clients_tests.02}
     * @param client the place of the client among those of the test, or less than 0 for all of them
     */
    OptionalDouble distance(String test, String policy, int client, Figure figure) {
        List<Double> all = values.getOrDefault(key(test, policy, client < 0 ? ALL : client, figure), List.of());
        double min = all.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double max = all.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return all.size() < 2 || min + max == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(2 * (max - min) / (max + min));
    }
}
