/** Processes as a backend: jobs are command lines, which a shell runs. */
@NullMarked
package io.gpusched.backend.process;

import org.jspecify.annotations.NullMarked;
