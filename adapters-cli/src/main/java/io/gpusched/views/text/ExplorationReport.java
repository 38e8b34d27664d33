package io.gpusched.views.text;

import io.gpusched.adapters.explore.Report;
import io.gpusched.cli.experiment.ReplayFile;
import io.gpusched.cli.experiment.ReplayableFinding;
import io.gpusched.cli.experiment.SmallExploration;
import io.gpusched.cli.experiment.WorkloadExploration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results of explorations in lines for people. */
public final class ExplorationReport {
    private static final int FIRST_STEPS = 60;
    private static final int LAST_STEPS = 10;

    private ExplorationReport() {}

    /**
     * Returns the result of exploring a workload.
     *
     * @param file the file that was explored, for the command that repeats a finding with a file
     * @param more what else that command needs, with a blank in front, or nothing
     */
    public static List<String> lines(WorkloadExploration exploration, String file, String more) {
        Report report = exploration.report();
        List<String> lines = new ArrayList<>();
        lines.add("schedules   " + count(report.schedules()) + " in " + seconds(report.nanos()) + ", "
                + count(rate(report.schedules(), report.nanos())) + " a second");
        lines.add("histories   " + histories(report.histories()) + " different ones");
        lines.add("states      " + count(report.states()) + " different ones");
        lines.add("covered     " + (report.covered() ? "yes: every order was explored" : "no"));
        if (report.cutShort() > 0) {
            lines.add("cut short   " + count(report.cutShort()) + " schedules took too many steps");
        }
        exploration
                .found()
                .ifPresentOrElse(
                        found -> lines.addAll(lines(found, file, more)), () -> lines.add("found       nothing"));
        return lines;
    }

    /**
     * Returns the result of exploring the small workloads of a policy.
     *
     * @param more what else a command that repeats a finding needs, with a blank in front, or nothing
     */
    public static List<String> lines(String policy, SmallExploration small, String more) {
        List<String> lines = new ArrayList<>();
        lines.add(policy + ": " + count(small.workloads()) + " workloads, " + count(small.covered())
                + " of them covered, " + count(small.states()) + " states, " + histories(small.histories())
                + " histories, " + count(small.schedules()) + " schedules in " + seconds(small.nanos()) + ", "
                + (small.found().isPresent() ? "something found:" : "nothing found"));
        small.found().ifPresent(found -> lines.addAll(lines(found, "FILE", more)));
        return lines;
    }

    private static List<String> lines(ReplayableFinding found, String file, String more) {
        List<String> lines = new ArrayList<>();
        lines.add("found       " + found.finding().violation());
        lines.add("");
        lines.addAll(shortened(found.finding().lines()));
        lines.add("");
        String given = found.file().map(each -> addFile(each, file, lines)).orElse("");
        lines.add("token       " + found.token());
        lines.add("repeat it   gpusched replay " + found.token() + given + more);
        return lines;
    }

    /** Returns the lines of a history: the beginning and the end of one that repeats itself. */
    public static List<String> shortened(List<String> history) {
        int left = history.size() - FIRST_STEPS - LAST_STEPS;
        if (left <= 1) {
            return history;
        }
        List<String> lines = new ArrayList<>(history.subList(0, FIRST_STEPS));
        lines.add("     ... " + count(left) + " more steps");
        lines.addAll(history.subList(history.size() - LAST_STEPS, history.size()));
        return lines;
    }

    /** Says where what the token does not hold comes from; returns it as an argument of the command. */
    private static String addFile(ReplayFile replay, String file, List<String> lines) {
        boolean isCase = replay.caseLines().isPresent();
        String name = isCase ? file + ".small.case" : file;
        if (isCase) {
            lines.add("The workload is too large for a token; save these lines as " + name);
        } else if (replay.choices().isPresent()) {
            lines.add("The choices are too many for a token; add this line to " + name);
        }
        if (!replay.lines().isEmpty()) {
            lines.addAll(replay.lines());
            lines.add("");
        }
        return " " + name;
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
