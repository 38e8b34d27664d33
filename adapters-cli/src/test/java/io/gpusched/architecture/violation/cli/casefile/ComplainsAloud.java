package io.gpusched.architecture.violation.cli.casefile;

/** A reader prints. */
public final class ComplainsAloud {
    void complain(Exception failure) {
        failure.printStackTrace();
    }
}
