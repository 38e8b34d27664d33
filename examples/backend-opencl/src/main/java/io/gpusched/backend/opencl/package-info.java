/**
 * A backend whose jobs are kernels of an OpenCL device, called with {@code java.lang.foreign}: a GPU, or the processor with PoCL. Each ring is a command
 * queue; the driver's own thread reports the end of each job.
 */
@NullMarked
package io.gpusched.backend.opencl;

import org.jspecify.annotations.NullMarked;
