package io.gpusched.architecture.violation.application.scheduling;

import java.util.Random;

/** The scheduler leaves something to chance. */
public record TossesACoin(Random coin) {}
