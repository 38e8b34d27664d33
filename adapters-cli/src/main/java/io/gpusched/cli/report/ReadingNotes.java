package io.gpusched.cli.report;

import io.gpusched.application.workload.ReadingReport;
import io.gpusched.application.workload.ReadingReport.CutOff;
import io.gpusched.application.workload.ReadingReport.Kind;
import io.gpusched.application.workload.ReadingReport.Skipped;
import io.gpusched.application.workload.Recording;
import io.gpusched.application.workload.Replay;
import java.util.ArrayList;
import java.util.List;

/** What was read of a recorded trace and what was left out and why, in words. Nothing is left out in silence. */
public final class ReadingNotes {
    private ReadingNotes() {}

    /** Returns the notes on a recording and on how it is replayed, a line each. */
    public static List<String> of(String file, Replay replay) {
        Recording recording = replay.recording();
        ReadingReport report = recording.report();
        List<String> notes = new ArrayList<>();
        notes.add(file + ": " + recording.jobs().size() + " jobs of "
                + counted(recording.clients().size(), "client") + " on "
                + counted(recording.rings().size(), "ring") + " in "
                + Units.millis(report.lastNanos() - report.firstNanos()) + " ms, from "
                + used(report.events()));
        for (Skipped each : report.skipped()) {
            if (each.cause().isOdd()) {
                notes.add("  skipped: " + each.count() + " x " + each.cause().words() + ", first in line "
                        + each.firstLine() + ": " + each.firstText());
            }
        }
        for (CutOff each : report.cutOff()) {
            notes.add("  left out: " + counted(each.count(), "job") + ", since "
                    + each.cause().words() + "; first " + each.first());
        }
        if (report.losses() > 0) {
            notes.add("  the recorder lost events " + counted(report.losses(), "time") + ", " + report.lostEvents()
                    + " events as far as it says");
        }
        if (report.clockInversions() > 0) {
            notes.add("  the clock stepped back " + counted(report.clockInversions(), "time") + ", at most by "
                    + Units.millis(report.largestInversionNanos()) + " ms");
        }
        if (replay.dependenciesLeftOut() > 0) {
            notes.add("  left out: " + replay.dependenciesLeftOut()
                    + " dependencies on fences of which the trace does not show the signal");
        }
        return notes;
    }

    private static String used(List<Kind> kinds) {
        return String.join(
                ", ",
                kinds.stream()
                        .filter(Kind::used)
                        .map(kind -> kind.count() + " " + kind.name())
                        .toList());
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
