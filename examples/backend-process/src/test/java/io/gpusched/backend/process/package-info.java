/** Tests of processes as a backend. */
@NullMarked
package io.gpusched.backend.process;

import org.jspecify.annotations.NullMarked;
