package io.gpusched.cli.command;

import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.workload.BackendProvider;
import io.gpusched.views.text.ProviderTable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the backends. */
@Command(
        name = "backends",
        mixinStandardHelpOptions = true,
        description =
                "Lists the backends that a workload can run on, with what each can do and its settings. Those of your own are in the jars "
                        + "that --class-path names.",
        footerHeading = "%nExamples:%n",
        footer = {"  gpusched backends", "  gpusched run samples/cases/timeout.case --backend giving-up"})
final class BackendsCommand implements Callable<Integer> {
    private final Console console;

    /** Makes the command. */
    public BackendsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        int columns = console.screen().columns();
        boolean first = true;
        for (BackendProvider each : console.providers().backends().values()) {
            if (!first) {
                console.line("");
            }
            first = false;
            ProviderTable.backend(each.name(), each.words(), capabilities(each), columns)
                    .forEach(console::line);
            ProviderTable.settings("settings, as in --set " + each.name(), each.settings(), columns)
                    .forEach(console::line);
            ProviderTable.settings("settings of work, in a scenario", each.workSettings(), columns)
                    .forEach(console::line);
        }
        return ExitCode.FINE;
    }

    /** What a backend can do may depend on settings; a list shows it for their defaults. */
    private static List<Capability> capabilities(BackendProvider provider) {
        return provider.capabilities(SettingValues.defaults(provider.settings())).stream()
                .sorted()
                .toList();
    }
}
