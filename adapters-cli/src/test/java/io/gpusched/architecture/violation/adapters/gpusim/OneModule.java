package io.gpusched.architecture.violation.adapters.gpusim;

import dagger.Module;

/** The first module of a package. */
@Module
public final class OneModule {}
