package io.gpusched.cli.command;

import io.gpusched.files.casefile.CaseReader;
import io.gpusched.files.eventfile.EventFileReader;
import io.gpusched.files.requests.RequestReader;
import io.gpusched.files.scenario.ScenarioReader;
import io.gpusched.files.trace.Compression;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a file holds. */
enum InputForm {
    CASE,
    SCENARIO,
    /** A trace of requests to a service. */
    REQUESTS,
    /** A recorded trace, or the events of a run. */
    RECORDED;

    /** Returns the form that the end of a name stands for, in front of one that says how the file is packed. */
    static InputForm byName(Path file) {
        String name = file.toString();
        String extension = extension(name);
        if (Compression.isExtension(extension)) {
            extension = extension(name.substring(0, name.length() - extension.length() - 1));
        }
        return switch (extension) {
            case "case" -> CASE;
            case "yaml", "yml" -> SCENARIO;
            default -> RECORDED;
        };
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Returns the form of a text that begins with these lines and is no recorded trace. */
    static InputForm byContent(List<String> beginning) {
        if (!beginning.isEmpty() && EventFileReader.isEventFile(beginning.getFirst())) {
            return RECORDED;
        }
        if (RequestReader.isRequests(beginning)) {
            return REQUESTS;
        }
        if (CaseReader.isCase(beginning)) {
            return CASE;
        }
        return ScenarioReader.isScenario(beginning) ? SCENARIO : RECORDED;
    }
}
