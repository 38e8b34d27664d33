/** The text forms of workloads and traces: case files in, trace lines out, and all problems of a file at once. */
@NullMarked
package io.gpusched.cli.casefile;

import org.jspecify.annotations.NullMarked;
