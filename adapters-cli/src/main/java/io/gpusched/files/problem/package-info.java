/** What is wrong with an input, with line and column, and the nearest valid word or file name. */
@NullMarked
package io.gpusched.files.problem;

import org.jspecify.annotations.NullMarked;
