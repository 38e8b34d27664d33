/** The events of a run as a file: one JSON object on each line; the first line says what ran. */
@NullMarked
package io.gpusched.files.eventfile;

import org.jspecify.annotations.NullMarked;
