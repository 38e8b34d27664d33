package io.gpusched.cli.command;

import io.gpusched.application.provider.PolicyProvider;
import io.gpusched.views.text.ProviderTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the policies. */
@Command(
        name = "policies",
        mixinStandardHelpOptions = true,
        description =
                "Lists the policies that decide whose job is next, with their settings. Those of your own are in the jars that "
                        + "--class-path names, or in a source file that --policy names.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  gpusched policies",
            "  gpusched run samples/tenants.yaml --policy sfq-strict:aging=50ms",
            "  gpusched run samples/deadlines.yaml --policy samples/policies/Edf.java"
        })
final class PoliciesCommand implements Callable<Integer> {
    private final Console console;

    /** Makes the command. */
    public PoliciesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        int columns = console.screen().columns();
        for (PolicyProvider each : console.providers().policies().values()) {
            ProviderTable.policy(each.name(), each.words(), columns).forEach(console::line);
            ProviderTable.settings("settings, as in " + each.name() + ":KEY=VALUE", each.settings(), columns)
                    .forEach(console::line);
        }
        return ExitCode.FINE;
    }
}
