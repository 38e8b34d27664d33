/**
 * The events of a run as a file, read and written: one JSON object on each line. The first line says what ran.
 */
@NullMarked
package io.gpusched.files.eventfile;

import org.jspecify.annotations.NullMarked;
