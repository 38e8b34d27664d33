package io.gpusched.views.text;

import io.gpusched.application.recording.ReadingReport;
import io.gpusched.application.recording.ReadingReport.CutOff;
import io.gpusched.application.recording.ReadingReport.Kind;
import io.gpusched.application.recording.ReadingReport.Skipped;
import io.gpusched.application.recording.Recording;
import io.gpusched.application.recording.Replay;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sentences about a recorded trace: what was read, what was left out, and why. Nothing is left out in silence. */
public final class ReadingNotes {
    private static final int MOST_CLIENTS = 12;
    private static final int MOST_KINDS = 12;

    private ReadingNotes() {}

    /** Returns the notes on a recording and on how it is replayed, a line each. */
    public static List<String> of(String file, Replay replay) {
        List<String> notes = new ArrayList<>(of(file, replay.recording()));
        if (replay.dependenciesLeftOut() > 0) {
            notes.add("  left out: " + replay.dependenciesLeftOut()
                    + " dependencies on fences whose signal the trace does not show");
        }
        notes.add("  " + LatencyWords.of(replay.workload().latency()));
        clients(notes, replay);
        return notes.stream().map(Shown::of).toList();
    }

    /** Returns the notes on a recording, a line each. */
    public static List<String> of(String file, Recording recording) {
        ReadingReport report = recording.report();
        List<String> notes = new ArrayList<>();
        notes.add(file + ": " + recording.jobs().size() + " jobs of "
                + counted(recording.clients().size(), "client") + " on "
                + counted(recording.rings().size(), "ring") + " in "
                + Units.millis(report.lastNanos() - report.firstNanos()) + " ms, from "
                + kinds(report.events(), true));
        String unused = kinds(report.events(), false);
        if (!unused.isEmpty()) {
            notes.add("  not used: " + unused);
        }
        rings(notes, recording);
        for (Skipped each : report.skipped()) {
            notes.add("  skipped: " + each.count() + " x " + each.cause().words() + ", first in line "
                    + each.firstLine() + (each.firstText().isBlank() ? "" : ": " + Shown.cut(each.firstText())));
        }
        if (report.completeFromNanos() > report.firstNanos()) {
            notes.add("  not all CPUs are recorded in the first "
                    + Units.millis(report.completeFromNanos() - report.firstNanos()) + " ms");
        }
        for (CutOff each : report.cutOff()) {
            notes.add("  left out: " + counted(each.count(), "job") + ": "
                    + each.cause().words() + "; first " + each.first());
        }
        if (report.losses() > 0) {
            notes.add("  the recorder lost events " + counted(report.losses(), "time") + ", " + report.lostEvents()
                    + " events by its own count");
        }
        if (report.clockInversions() > 0) {
            notes.add("  the clock stepped back " + counted(report.clockInversions(), "time") + ", at most by "
                    + Units.millis(report.largestInversionNanos()) + " ms");
        }
        if (report.marksLeftOut() > 0) {
            notes.add(
                    "  left out: " + counted(report.marksLeftOut(), "mark") + " of programs, since there are too many");
        }
        return notes.stream().map(Shown::of).toList();
    }

    /** Rings whose device is known: names of rings repeat from device to device. */
    private static void rings(List<String> notes, Recording recording) {
        int[] jobs = new int[recording.rings().size()];
        recording.jobs().forEach(job -> jobs[job.ring()]++);
        for (int i = 0; i < Math.min(jobs.length, MOST_CLIENTS); i++) {
            Recording.RecordedRing ring = recording.rings().get(i);
            if (!ring.device().isEmpty()) {
                notes.add("  ring " + ring.name() + " of device " + ring.device() + ": " + counted(jobs[i], "job")
                        + ", at most " + ring.mostInFlight() + " in flight");
            }
        }
        if (jobs.length > MOST_CLIENTS) {
            notes.add("  and " + (jobs.length - MOST_CLIENTS) + " more rings");
        }
    }

    /** Whom the trace knows, as options may name them, and how each is replayed. */
    private static void clients(List<String> notes, Replay replay) {
        Recording recording = replay.recording();
        int[] jobs = new int[recording.clients().size()];
        recording.jobs().forEach(job -> jobs[job.client()]++);
        for (int i = 0; i < Math.min(jobs.length, MOST_CLIENTS); i++) {
            Recording.RecordedClient client = recording.clients().get(i);
            notes.add("  client " + client.name() + " (process " + client.process() + ", fence context "
                    + client.entity() + (client.isKernel() ? ", the kernel" : "") + "): " + counted(jobs[i], "job")
                    + ", " + loop(replay.closedLoops().get(i)));
        }
        if (jobs.length > MOST_CLIENTS) {
            notes.add("  and " + (jobs.length - MOST_CLIENTS) + " more clients");
        }
    }

    private static String loop(int awaited) {
        return switch (awaited) {
            case 0 -> "open loop";
            case 1 -> "closed loop";
            default -> "closed loop, " + awaited + " jobs deep";
        };
    }

    private static String kinds(List<Kind> kinds, boolean used) {
        List<String> words = kinds.stream()
                .filter(kind -> kind.used() == used)
                .sorted(Comparator.comparingLong(kind -> used ? 0 : -kind.count()))
                .map(kind -> kind.count() + " " + kind.name())
                .toList();
        int more = words.size() - MOST_KINDS;
        return String.join(", ", words.subList(0, Math.min(words.size(), MOST_KINDS)))
                + (more > 0 ? " and " + counted(more, "other kind") : "");
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
