package io.gpusched.views.text;

import io.gpusched.cli.experiment.Inspection;
import io.gpusched.cli.museum.Discovery;
import io.gpusched.cli.museum.Exhibit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Exhibits of the museum in lines for people. */
public final class MuseumReport {
    /** The heading over the lines of {@link #line}. */
    public static final String CHECK_HEADING = "exhibit                                found in  schedules  steps"
            + "    seeds   on the sound scheduler, with 100 times the schedules";

    private static final int WIDTH = 100;
    private static final String INDENT = "              ";

    private MuseumReport() {}

    /** Returns the exhibits, a line each. */
    public static List<String> list(List<Exhibit> exhibits) {
        List<String> lines = new ArrayList<>();
        for (Exhibit each : exhibits) {
            lines.add(String.format(Locale.ROOT, "%02d %-36s %s", each.number(), each.name(), each.title()));
        }
        return lines;
    }

    /** Returns the story of an exhibit, up to the search. */
    public static List<String> story(Exhibit exhibit) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%02d %s: %s", exhibit.number(), exhibit.name(), exhibit.title()));
        lines.add("");
        paragraph("wrong", exhibit.wrong(), lines);
        paragraph("fix", exhibit.fix(), lines);
        exhibit.sources().forEach(each -> paragraph("source", each, lines));
        paragraph("brought back", exhibit.mutation(), lines);
        lines.add("");
        if (!exhibit.patch().isEmpty()) {
            exhibit.patch().lines().forEach(lines::add);
            lines.add("");
        }
        return lines;
    }

    /** Returns the result of a search. */
    public static List<String> discovery(Discovery found) {
        List<String> lines = new ArrayList<>();
        if (!found.isFound()) {
            lines.add("found         nothing, in " + ExplorationReport.count(found.schedules()) + " schedules");
            return lines;
        }
        lines.add("found         in schedule " + ExplorationReport.count(found.schedules()) + ", after "
                + seconds(found));
        paragraph("broken", found.violation(), lines);
        lines.add("");
        lines.addAll(found.history());
        lines.add("");
        lines.add("repeat it   gpusched replay " + found.token());
        return lines;
    }

    /** Returns the result of an inspection, in a line. */
    public static String line(Inspection inspection) {
        Discovery found = inspection.found();
        Discovery sound = inspection.sound();
        String first = found.isFound()
                ? String.format(
                        Locale.ROOT,
                        "%8s %10s %6d",
                        seconds(found),
                        ExplorationReport.count(found.schedules()),
                        found.history().size())
                : String.format(Locale.ROOT, "%8s %10s %6s", "-", ExplorationReport.count(found.schedules()), "-");
        String second = sound.isFound()
                ? "FOUND: " + sound.violation()
                : "nothing in " + ExplorationReport.count(sound.schedules())
                        + (sound.covered() ? ", which is every order" : "");
        String other =
                found.isFound() && !found.rule().equals(inspection.exhibit().rule())
                        ? "  OTHER RULE: " + found.violation()
                        : "";
        return String.format(
                Locale.ROOT,
                "%02d %-36s %s %3d of %2d   %s%s",
                inspection.exhibit().number(),
                inspection.exhibit().name(),
                first,
                inspection.seedsThatFind(),
                inspection.seeds(),
                second,
                other);
    }

    private static String seconds(Discovery found) {
        return String.format(Locale.ROOT, "%.2f s", found.nanos() / 1e9);
    }

    private static void paragraph(String head, String text, List<String> lines) {
        StringBuilder line = new StringBuilder(head).append(" ".repeat(Math.max(1, INDENT.length() - head.length())));
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(INDENT);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
    }
}
