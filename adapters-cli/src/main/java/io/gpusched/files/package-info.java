/** Opens recorded traces, whatever their format and compression. */
@NullMarked
package io.gpusched.files;

import org.jspecify.annotations.NullMarked;
