/** What is wrong with a file, with line and column, and the nearest right word. */
@NullMarked
package io.gpusched.files.problem;

import org.jspecify.annotations.NullMarked;
