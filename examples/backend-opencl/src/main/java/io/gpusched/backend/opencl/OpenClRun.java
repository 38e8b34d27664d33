package io.gpusched.backend.opencl;

import io.gpusched.application.port.Completion;
import io.gpusched.domain.fence.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One job on a command queue. It has two ends: the driver reports that the device is done, and the scheduler frees the job. What the device writes to
 * must outlive both, so the later one gives it back.
 */
final class OpenClRun {
    private static final int ENDS = 2;

    private final OpenCl cl;
    private final OpenClWork work;
    private final Completion completion;
    private final long givenNanos;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment result;
    private final MemorySegment worked;
    private final MemorySegment read;
    private final AtomicInteger openEnds = new AtomicInteger(ENDS);
    private final Runnable released;
    private int timeouts;
    private @Nullable Errno error;
    private @Nullable Throwable cause;
    private volatile @Nullable DeviceTimes times;

    /**
     * Puts the job on the queue.
     *
     * @param buffers the inputs and the result; they may be released as soon as this returns, since the queue keeps what it needs
     * @param released called once, when everything was given back
     */
    OpenClRun(OpenClRing ring, OpenClWork work, Completion completion, Runnable released, MemorySegment... buffers) {
        this.cl = ring.cl();
        this.work = work;
        this.completion = completion;
        this.released = released;
        this.givenNanos = ring.nowNanos();
        this.result = arena.allocate(ValueLayout.JAVA_INT, work.kernel().results(work.size()));
        this.worked = ring.enqueue(work, buffers);
        this.read = cl.enqueueRead(ring.queue(), buffers[2], result);
    }

    /** Asks the driver to call when the device is done. */
    void watch(Runnable ended) {
        cl.whenEnded(read, status -> {
            look(status);
            ended.run();
        });
    }

    /** Called by the driver. Checks the result; what goes wrong here is the failure of the job, since an exception would end the JVM. */
    private void look(int status) {
        try {
            if (status < 0) {
                error = Errno.EIO;
                cause = new OpenClFailed("the device", status);
                return;
            }
            times = new DeviceTimes(
                    cl.profilingNanos(worked, OpenCl.PROFILING_QUEUED),
                    cl.profilingNanos(worked, OpenCl.PROFILING_START),
                    cl.profilingNanos(worked, OpenCl.PROFILING_END));
            if (work.spoiled()) {
                result.set(ValueLayout.JAVA_INT, 0, result.get(ValueLayout.JAVA_INT, 0) + 1);
            }
            if (!work.kernel().isRight(result, work.size())) {
                error = Errno.EIO;
                cause = new IllegalStateException("the result of " + work + " differs from that of Java");
            }
        } catch (RuntimeException thrown) {
            error = Errno.EIO;
            cause = thrown;
        }
    }

    /** Reports the end to the scheduler. On a thread of the driver. */
    void report() {
        if (openEnds.decrementAndGet() == 0) {
            // The job was freed at a teardown. Drivers do not allow all calls in a callback, so another thread gives
            // back.
            Thread.startVirtualThread(this::release);
            return;
        }
        try {
            Throwable reason = cause;
            if (error == null) {
                completion.complete();
            } else if (reason == null) {
                completion.fail(error);
            } else {
                completion.fail(error, reason);
            }
        } catch (RuntimeException closed) {
            // The writer has ended meanwhile; nobody waits for the job any more.
        }
    }

    /** The scheduler is done with the job. */
    void free() {
        if (openEnds.decrementAndGet() == 0) {
            release();
        }
    }

    private void release() {
        cl.release("Event", worked);
        cl.release("Event", read);
        arena.close();
        released.run();
    }

    /** Counts a timeout; returns how many there were. Writer only. */
    int timeOut() {
        timeouts++;
        return timeouts;
    }

    OpenClWork work() {
        return work;
    }

    /** Returns when the ring was given the job, on the writer's clock. */
    long givenNanos() {
        return givenNanos;
    }

    /** Returns what the device measured, or null if it has not ended, or failed. */
    @Nullable
    DeviceTimes times() {
        return times;
    }
}
