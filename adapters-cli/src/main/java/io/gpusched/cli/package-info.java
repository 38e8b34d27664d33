/** The command line: the composition root, and flat code around the hexagon. */
@NullMarked
package io.gpusched.cli;

import org.jspecify.annotations.NullMarked;
