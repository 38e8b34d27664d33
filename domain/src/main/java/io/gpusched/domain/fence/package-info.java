/**
 * Fences: one-shot signals with callbacks in order and an error to carry; arrays, chains, timelines and buffer reservations made of them.
 * Knows nothing of jobs, schedulers, time or threads.
 *
 * <p>Kernel: {@code include/linux/dma-fence.h}, {@code drivers/dma-buf/}.
 */
@NullMarked
package io.gpusched.domain.fence;

import org.jspecify.annotations.NullMarked;
