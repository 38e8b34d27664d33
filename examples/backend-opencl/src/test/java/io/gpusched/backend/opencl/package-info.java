/** Tests that need a device of OpenCL; without one they are skipped and say so. */
@NullMarked
package io.gpusched.backend.opencl;

import org.jspecify.annotations.NullMarked;
