/** The text forms of workloads and traces: case files in, trace lines out, and all problems of a file at once. */
@NullMarked
package io.gpusched.files.casefile;

import org.jspecify.annotations.NullMarked;
