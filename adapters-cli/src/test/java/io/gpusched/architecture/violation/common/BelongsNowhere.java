package io.gpusched.architecture.violation.common;

/** A sixth module. */
public final class BelongsNowhere {}
