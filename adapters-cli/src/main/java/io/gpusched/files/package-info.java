/** Opens recorded traces, whatever their format and packing. */
@NullMarked
package io.gpusched.files;

import org.jspecify.annotations.NullMarked;
