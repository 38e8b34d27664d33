package io.gpusched.views.text;

import io.gpusched.cli.experiment.Absence;
import io.gpusched.cli.experiment.Exploration;
import io.gpusched.cli.experiment.ReplayFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Explorations in lines for people. */
public final class ExplorationReport {
    private ExplorationReport() {}

    /**
     * Returns what came of an exploration.
     *
     * @param file the file that was explored, for the command that repeats a finding which does not fit into a token
     */
    public static List<String> lines(Exploration exploration, String file) {
        List<String> lines = new ArrayList<>();
        lines.add("schedules   " + count(exploration.schedules()) + " in " + seconds(exploration.nanos()) + ", "
                + count(rate(exploration.schedules(), exploration.nanos())) + " a second");
        lines.add("histories   " + histories(exploration.histories()) + " different ones");
        lines.add("states      " + count(exploration.states()) + " different ones");
        lines.add("covered     " + (exploration.covered() ? "yes: every order was explored" : "no"));
        if (exploration.cutShort() > 0) {
            lines.add("cut short   " + count(exploration.cutShort()) + " schedules took too many steps");
        }
        exploration
                .found()
                .ifPresentOrElse(found -> lines.addAll(lines(found, file)), () -> lines.add("found       nothing"));
        return lines;
    }

    /** Returns what came of exploring the small workloads of a policy. */
    public static List<String> lines(String policy, Absence absence) {
        List<String> lines = new ArrayList<>();
        lines.add(policy + ": " + count(absence.workloads()) + " workloads, " + count(absence.covered())
                + " of them covered, " + count(absence.states()) + " states, " + histories(absence.histories())
                + " histories, " + count(absence.schedules()) + " schedules in " + seconds(absence.nanos()) + ", "
                + (absence.found().isPresent() ? "something found:" : "nothing found"));
        absence.found().ifPresent(found -> lines.addAll(lines(found, "FILE")));
        return lines;
    }

    private static List<String> lines(Exploration.Found found, String file) {
        List<String> lines = new ArrayList<>();
        lines.add("found       " + found.violation());
        lines.add("");
        lines.addAll(found.history());
        lines.add("");
        found.besides().ifPresent(besides -> {
            lines.add("The workload is too large for a token; save these lines as " + file + ".small.case");
            lines.addAll(ReplayFile.lines(besides));
            lines.add("");
        });
        lines.add("token       " + found.token());
        lines.add("repeat it   gpusched replay " + found.token()
                + (found.besides().isPresent() ? " " + file + ".small.case" : ""));
        return lines;
    }

    private static String histories(long count) {
        return count == Long.MAX_VALUE ? "more than " + count(count) : count(count);
    }

    /** Returns a whole number with commas. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static long rate(long count, long nanos) {
        return nanos == 0 ? count : Math.round(count * 1e9 / nanos);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }
}
