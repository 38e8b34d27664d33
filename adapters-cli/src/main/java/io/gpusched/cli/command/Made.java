package io.gpusched.cli.command;

import io.gpusched.application.workload.Workload;
import io.gpusched.domain.time.Nanos;
import io.gpusched.files.problem.Trouble;
import io.gpusched.views.html.Provenance;
import io.gpusched.views.html.Provenance.Fact;
import io.gpusched.views.text.LatencyWords;
import io.gpusched.views.text.Units;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells how a page was made: by which command and program, from which input, with which settings. */
final class Made {
    private static final String PLAIN_WORD = "[\\w./:=,+@%^~-]+";
    private final Console console;
    private final @Nullable Path input;
    private final String repeat;

    /**
     * Describes a command.
     *
     * @param console knows the command line
     * @param input the file that the command read, or null if it read what comes with the program
     * @param repeatable whether the same command gives the same page again
     */
    Made(Console console, @Nullable Path input, boolean repeatable) {
        this.console = console;
        this.input = input;
        this.repeat = repeatable
                ? "The same command on the same input makes the same page, since time is virtual."
                : "The run was in real time, so that no other run is quite the same.";
    }

    /**
     * Returns what decided about some runs.
     *
     * @param names the names of the runs
     * @param workloads what was run, in the same order
     */
    Provenance of(List<String> names, List<Workload> workloads) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "command",
                "gpusched " + console.commandLine().stream().map(Made::word).collect(Collectors.joining(" "))));
        facts.add(new Fact("program", String.join(", ", new Version().getVersion())));
        if (input != null) {
            facts.add(new Fact(
                    "input",
                    input + ", " + content(new Inputs(console).input(input).content())));
        }
        for (int i = 0; i < workloads.size(); i++) {
            facts.add(new Fact(
                    workloads.size() == 1 ? "settings" : "run " + (i + 1) + ": " + names.get(i),
                    settings(workloads.get(i))));
        }
        facts.add(new Fact("again", repeat));
        return new Provenance(facts);
    }

    /** Returns a word as a shell wants it. */
    private static String word(String text) {
        return text.matches(PLAIN_WORD) ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String content(Path file) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            return bytes + " bytes, SHA-256 " + HexFormat.of().formatHex(digest.digest());
        } catch (IOException failure) {
            return "which cannot be read again: " + Trouble.reason(failure);
        }
    }

    private static String settings(Workload workload) {
        String rings = workload.schedulers().stream()
                .map(each -> each.name() + ": " + workload.policyOf(each).label() + ", credit limit " + each.credits()
                        + ", timeout "
                        + (each.timeoutNanos() == Nanos.NO_LIMIT
                                ? "none"
                                : Units.significantMillis(each.timeoutNanos()) + " ms"))
                .distinct()
                .collect(Collectors.joining("; "));
        return rings + "; " + LatencyWords.of(workload.latency());
    }
}
