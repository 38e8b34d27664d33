package io.gpusched.cli.command;

import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** A group of options in help. Every command shows related options together, in the order of these groups. */
enum OptionGroup {
    /** What only this command has. */
    OWN("Options"),
    /** Who is next, and within which limits. */
    SCHEDULING("Scheduling"),
    /** What a recording leaves open. */
    RECORDED("For recorded traces"),
    /** What is written, and where. */
    OUTPUT("Output"),
    /** What every command has. */
    EVERYWHERE("In every command");

    private final String heading;

    OptionGroup(String heading) {
        this.heading = heading;
    }

    /** Returns the heading in help. */
    String heading() {
        return heading;
    }

    /** Returns the group of an option. */
    static OptionGroup of(OptionSpec option) {
        return switch (option.longestName()) {
            case "--policy",
                    "--credits",
                    "--timeout",
                    "--priority",
                    "--rings",
                    "--latency",
                    "--backend",
                    "--set",
                    "--patch" -> SCHEDULING;
            case "--hardware",
                    "--job-credits",
                    "--loop",
                    "--between",
                    "--placement",
                    "--base-policy",
                    "--base-credits",
                    "--base-priority",
                    "--busiest-day",
                    "--cost",
                    "--slots",
                    "--tenants" -> RECORDED;
            case "--print", "--events", "--json", "--report", "--perfetto", "--trace-dat", "--output" -> OUTPUT;
            case "--color", "--help", "--version", "--max-input", "--max-jobs", "--class-path" -> EVERYWHERE;
            default -> OWN;
        };
    }

    /** Returns those of some options that are in this group and are shown, by name. */
    List<OptionSpec> among(List<OptionSpec> options) {
        return options.stream()
                .filter(each -> !each.hidden() && of(each) == this)
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
    }
}
