package io.gpusched.architecture.violation.application.port;

/** A port that is a class. */
public final class ThinksForItself {}
