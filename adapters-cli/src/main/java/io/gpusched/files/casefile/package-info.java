/**
 * Cases, read and written, and the traces of runs in the language of the conformance cases. Reading reports all problems of a file at
 * once; {@code docs/case-format.md} describes both languages.
 */
@NullMarked
package io.gpusched.files.casefile;

import org.jspecify.annotations.NullMarked;
