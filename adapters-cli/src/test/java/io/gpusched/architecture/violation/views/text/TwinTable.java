package io.gpusched.architecture.violation.views.text;

/** Has the name of another public type. */
public final class TwinTable {
    private TwinTable() {}
}
