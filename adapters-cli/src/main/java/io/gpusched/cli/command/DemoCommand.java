package io.gpusched.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Answers one question that matters to people. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = "x")
public final class DemoCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return ExitCode.FINE;
    }
}
