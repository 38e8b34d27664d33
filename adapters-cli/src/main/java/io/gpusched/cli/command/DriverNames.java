package io.gpusched.cli.command;

import io.gpusched.cli.experiment.WorkloadExploration;
import io.gpusched.files.problem.Nearest;
import io.gpusched.words.Shown;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The drivers that a workload may be explored on, for options and completion. */
final class DriverNames implements Iterable<String> {
    private static final List<String> ALL = WorkloadExploration.drivers();

    @Override
    public Iterator<String> iterator() {
        return ALL.iterator();
    }

    /** Refuses a driver that does not exist. */
    static void require(CommandSpec command, String driver) {
        if (!ALL.contains(driver)) {
            throw new ParameterException(
                    command.commandLine(),
                    Shown.quoted(driver) + " is not a valid --driver;" + Nearest.hint(driver, ALL) + " expected one of "
                            + String.join(", ", ALL));
        }
    }
}
