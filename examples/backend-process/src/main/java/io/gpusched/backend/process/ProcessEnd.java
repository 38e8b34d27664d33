package io.gpusched.backend.process;

import io.gpusched.domain.fence.Errno;
import org.jspecify.annotations.Nullable;

/**
 * The end of a process.
 *
 * @param job the number of its job
 * @param status its exit status: 0 for success, 128 and more for a signal; -1 if it could not be started
 * @param error the error of its job, or null
 * @param output the end of what it printed, to both of its outputs, up to the bound that was set
 * @param left how many bytes before that were dropped
 */
public record ProcessEnd(long job, int status, @Nullable Errno error, String output, long left) {}
