package io.gpusched.architecture.violation.adapters.gpusim;

import dagger.Module;

/** The second module of a package. */
@Module
public final class OneModuleTooMany {}
