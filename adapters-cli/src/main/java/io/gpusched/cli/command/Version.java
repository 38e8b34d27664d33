package io.gpusched.cli.command;

import picocli.CommandLine.IVersionProvider;

/** Reads the version from the manifest of the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "gpusched " + (version == null ? "(not packaged)" : version),
            "as Linux 7.3 schedules; Java " + Runtime.version().feature()
        };
    }
}
