package io.gpusched.cli.sweep;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The text of a finished shard: a line with the study and the number, a line for each run, and a line with the number of runs
 * and a checksum. A text that was cut short or damaged is no shard.
 */
final class ShardFile {
    private static final String BEGIN = "gpusched shard 1 ";
    private static final String END = "end ";

    private ShardFile() {}

    /** Returns the text of a shard. */
    static String text(String fingerprint, int shard, List<Study.Row> rows) {
        StringBuilder text = new StringBuilder(begin(fingerprint, shard));
        for (Study.Row each : rows) {
            text.append(each.replication()).append(',').append(each.setting());
            for (double value : each.values()) {
                text.append(',').append(value);
            }
            text.append('\n');
        }
        return text + end(text.toString(), rows.size());
    }

    private static String begin(String fingerprint, int shard) {
        return BEGIN + fingerprint + " " + shard + "\n";
    }

    private static String end(String before, int rows) {
        CRC32 sum = new CRC32();
        sum.update(before.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%s%d %08x\n", END, rows, sum.getValue());
    }

    /** Returns the study that a text says it belongs to; null if it does not say so. */
    static @Nullable String fingerprint(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.startsWith(BEGIN) ? line.substring(BEGIN.length()).split(" ", 2)[0] : null;
    }

    /** Reads a shard; returns null if the text is not whole or is another one's. */
    static @Nullable List<Study.Row> rows(String fingerprint, int shard, String text) {
        int end = text.lastIndexOf(END);
        if (end < 0 || !text.startsWith(begin(fingerprint, shard))) {
            return null;
        }
        String before = text.substring(0, end);
        List<Study.Row> rows = new ArrayList<>();
        for (String line : before.lines().skip(1).toList()) {
            String[] cells = line.split(",", -1);
            List<Double> values = new ArrayList<>();
            for (int i = 2; i < cells.length; i++) {
                values.add(Double.valueOf(cells[i]));
            }
            rows.add(new Study.Row(Integer.parseInt(cells[0]), Integer.parseInt(cells[1]), values));
        }
        return text.substring(end).equals(end(before, rows.size())) ? rows : null;
    }
}
