package io.gpusched.architecture.violation.views.html;

/** Has the name of another public type. */
public final class TwinTable {
    private TwinTable() {}
}
