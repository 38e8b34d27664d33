package io.gpusched.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A manual page in roff, made of what help is made of. Picocli's own makes AsciiDoc, which needs another program to become a page; this
 * needs six macros.
 */
final class ManPage {
    private final CommandSpec command;
    private final List<String> lines = new ArrayList<>();

    ManPage(CommandSpec command) {
        this.command = command;
    }

    /** Returns the lines of the page. */
    List<String> lines() {
        lines.clear();
        String name = command.qualifiedName("-");
        lines.add(".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"gpusched\" \"gpusched\"");
        section("NAME");
        lines.add(escaped(name) + " \\- " + escaped(withoutStop(Program.purpose(command))));
        section("SYNOPSIS");
        lines.add(".B " + escaped(command.qualifiedName()));
        lines.add(escaped(synopsis()));
        section("DESCRIPTION");
        paragraphs(command.usageMessage().description());
        commands();
        options();
        section("EXIT STATUS");
        for (Map.Entry<String, String> each :
                command.usageMessage().exitCodeList().entrySet()) {
            item(each.getKey(), each.getValue());
        }
        section("EXAMPLES");
        for (String each : command.usageMessage().footer()) {
            lines.add(".PP");
            lines.add(".nf");
            lines.add(".RS");
            lines.add(escaped(each.strip()));
            lines.add(".RE");
            lines.add(".fi");
        }
        seeAlso();
        return List.copyOf(lines);
    }

    private void section(String title) {
        lines.add(".SH " + title);
    }

    private String synopsis() {
        Stream<String> parameters = command.positionalParameters().stream()
                .map(each -> each.arity().min() == 0 ? "[" + each.paramLabel() + "]" : each.paramLabel());
        Stream<String> subcommand = command.subcommands().isEmpty() ? Stream.empty() : Stream.of("COMMAND");
        return Stream.concat(Stream.of("[OPTIONS]"), Stream.concat(parameters, subcommand))
                .collect(Collectors.joining(" "));
    }

    private void paragraphs(String... texts) {
        for (String each : texts) {
            lines.add(each.isBlank() ? ".PP" : escaped(Program.plain(each)));
        }
    }

    private void commands() {
        if (!command.subcommands().isEmpty()) {
            section("COMMANDS");
            for (CommandLine each : command.subcommands().values()) {
                CommandSpec spec = each.getCommandSpec();
                item(spec.name(), Program.purpose(spec));
            }
        }
    }

    private void options() {
        if (!command.positionalParameters().isEmpty()) {
            section("ARGUMENTS");
            for (PositionalParamSpec each : command.positionalParameters()) {
                item(each.paramLabel(), description(each));
            }
        }
        section("OPTIONS");
        for (OptionGroup group : OptionGroup.values()) {
            List<OptionSpec> options = group.among(command.options());
            if (!options.isEmpty()) {
                lines.add(".SS " + group.heading());
            }
            for (OptionSpec each : options) {
                String names = String.join(", ", each.names());
                item(each.arity().max() == 0 ? names : names + "=" + each.paramLabel(), description(each));
            }
        }
    }

    private static String description(ArgSpec arg) {
        return Program.plain(String.join(" ", arg.description()));
    }

    private void item(String term, String text) {
        lines.add(".TP");
        lines.add(".B " + escaped(term));
        lines.add(escaped(text));
    }

    private void seeAlso() {
        section("SEE ALSO");
        CommandSpec root = command.root();
        List<String> others = Stream.concat(
                        Stream.of(root), root.subcommands().values().stream().map(CommandLine::getCommandSpec))
                .filter(each -> each != command)
                .map(each -> ".BR " + escaped(each.qualifiedName("-")) + " (1)")
                .toList();
        for (int i = 0; i < others.size(); i++) {
            lines.add(others.get(i) + (i + 1 < others.size() ? "," : ""));
        }
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** Nothing of the text is taken for roff: neither a backslash, nor a dash, nor a dot or a quote at its beginning. */
    private static String escaped(String text) {
        String safe = text.replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
