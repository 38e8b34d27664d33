/**
 * Fences: one-shot signals with callbacks in order. Knows nothing of jobs, schedulers, time or threads.
 *
 * <p>Kernel: {@code include/linux/dma-fence.h}, {@code drivers/dma-buf/}.
 */
@NullMarked
package io.gpusched.domain.fence;

import org.jspecify.annotations.NullMarked;
