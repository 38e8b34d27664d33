package io.gpusched.cli.command;

import io.gpusched.cli.tracefile.Progress;
import java.nio.file.Path;
import java.util.Locale;

/** Shows how far the reading of a file has come. */
final class ReadingProgress implements Progress {
    private static final int BAR = 30;
    private static final double MEGABYTE = 1e6;
    private final Console console;
    private final String file;
    private int shownPercent = -1;

    ReadingProgress(Console console, Path file) {
        this.console = console;
        this.file = String.valueOf(file.getFileName());
    }

    @Override
    public void read(long bytesRead, long bytesInAll) {
        int percent = bytesInAll == 0 ? 100 : (int) (bytesRead * 100 / bytesInAll);
        if (percent != shownPercent) {
            shownPercent = percent;
            int filled = percent * BAR / 100;
            console.progress(String.format(
                    Locale.ROOT,
                    "reading %s [%s%s] %d%% of %.1f MB",
                    file,
                    "#".repeat(filled),
                    " ".repeat(BAR - filled),
                    percent,
                    bytesInAll / MEGABYTE));
        }
    }
}
