/**
 * Virtual time: one thread, a line of work, and a clock that jumps to the next timer when the line is empty.
 */
@NullMarked
package io.gpusched.adapters.virtualtime;

import org.jspecify.annotations.NullMarked;
