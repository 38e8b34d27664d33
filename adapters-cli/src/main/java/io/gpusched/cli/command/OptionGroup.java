package io.gpusched.cli.command;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** Where an option stands in help, so that what belongs together is together in every command. */
enum OptionGroup {
    /** What only this command has. */
    OWN("Options"),
    /** Who is next, and within which limits. */
    SCHEDULING("Scheduling", "--policy", "--credits", "--timeout"),
    /** What is written, and where. */
    OUTPUT("Output", "--print", "--events", "--json", "--report", "--perfetto", "--trace-dat", "--output"),
    /** What every command has. */
    EVERYWHERE("In every command", "--color", "--help", "--version");

    private final String heading;
    private final List<String> names;

    OptionGroup(String heading, String... names) {
        this.heading = heading;
        this.names = List.of(names);
    }

    /** Returns the heading in help. */
    String heading() {
        return heading;
    }

    /** Returns the group of an option. */
    static OptionGroup of(OptionSpec option) {
        return Stream.of(values())
                .filter(group -> group.names.contains(option.longestName()))
                .findFirst()
                .orElse(OWN);
    }

    /** Returns those of some options that are in this group and are shown, by name. */
    List<OptionSpec> among(List<OptionSpec> options) {
        return options.stream()
                .filter(each -> !each.hidden() && of(each) == this)
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
    }
}
