/** Input that nobody would write: guided by coverage, made from well-formed input, and what was once found. */
@NullMarked
package io.gpusched.fuzz;

import org.jspecify.annotations.NullMarked;
