package io.gpusched.cli.command;

import io.gpusched.application.provider.NamedChoice;
import io.gpusched.application.workload.BackendChoice;
import io.gpusched.application.workload.Providers;
import io.gpusched.files.problem.Nearest;
import io.gpusched.words.Shown;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say on which backend a workload runs. */
final class BackendOptions {
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description =
                    "The backend under each ring that names none; 'gpusched backends' lists them. Default: simulated.")
    private @Nullable String backend;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the backend, as 'gpusched backends' lists them. Repeat it for others.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /**
     * Puts the backend that these options name under the rings that name none, in whatever is read from here on.
     *
     * @throws ParameterException if there is no such backend, or its settings are wrong
     */
    void choose(Console console) {
        if (backend != null) {
            console.choose(choice(backend, console.providers()));
        } else if (!settings.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--set goes with --backend");
        }
    }

    private BackendChoice choice(String name, Providers providers) {
        try {
            return providers.backend(new NamedChoice(name, settings));
        } catch (Providers.UnknownChoice unknown) {
            throw new ParameterException(
                    spec.commandLine(),
                    unknown.name().isEmpty()
                            ? unknown.getMessage()
                            : Shown.quoted(name) + " is not a backend;" + Nearest.hint(name, unknown.known())
                                    + " expected one of " + String.join(", ", unknown.known()));
        }
    }

    /** Returns the options as they would be typed, with a space in front; nothing if none was given. */
    String typed() {
        return backend == null
                ? ""
                : " --backend " + backend
                        + settings.entrySet().stream()
                                .map(each -> " --set " + each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining());
    }
}
