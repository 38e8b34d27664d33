package io.gpusched.architecture.violation.application.device;

import dagger.Module;

/** The application knows of injection. */
@Module
public final class PlugsItselfTogether {}
