package io.gpusched.backend.opencl;

import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.Recovery;
import io.gpusched.application.port.Verdict;
import io.gpusched.domain.fence.Errno;
import io.gpusched.domain.sched.HardwareJob;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A ring of an OpenCL device: a command queue that runs its jobs in the order in which they were given. Jobs of several rings run side by side, as far as
 * the device can.
 *
 * <p>OpenCL cannot end what it has begun. A job that is cancelled runs to its end. A job that times out has its time again, a few times; then the device is
 * given up.
 *
 * <p>Its methods are those of {@link Hardware}: writer only. The driver calls back on threads of its own.
 */
public final class OpenClRing implements Hardware, AutoCloseable {
    private static final int BUFFERS = 3;

    private final OpenClDevice device;
    private final String name;
    private final Clock clock;
    private final int patience;
    private final @Nullable TimesFile times;
    private final MemorySegment queue;
    private final MemorySegment fill;
    private final Map<OpenClKernel, MemorySegment> kernels = new EnumMap<>(OpenClKernel.class);
    private final Map<HardwareJob, OpenClRun> runs = new HashMap<>();
    private final AtomicLong held = new AtomicLong();
    // Drivers may report the ends of one queue on several threads, and so in another order than that of the queue.
    private final Deque<OpenClRun> inOrder = new ArrayDeque<>();
    private final Set<OpenClRun> ended = new HashSet<>();
    private boolean isLost;

    OpenClRing(OpenClDevice device, String name, Clock clock, int patience, @Nullable TimesFile times) {
        this.device = device;
        this.name = name;
        this.clock = clock;
        this.patience = patience;
        this.times = times;
        this.queue = device.createQueue();
        this.fill = device.createKernel("fill_input");
        for (OpenClKernel each : OpenClKernel.values()) {
            kernels.put(each, device.createKernel(each.function()));
        }
    }

    @Override
    public Launch run(HardwareJob job, Completion completion) {
        if (job.error() != null) {
            return Launch.Accepted.NOTHING;
        }
        if (isLost) {
            return new Launch.Refused(Errno.ENODEV);
        }
        OpenClWork work = OpenClWork.of(job.payload());
        if (work.size() == 0) {
            return Launch.Accepted.NOTHING;
        }
        if (!device.fits(work.kernel().inputs(work.size()) * Integer.BYTES)) {
            return new Launch.Refused(Errno.EINVAL);
        }
        try {
            runs.put(job, start(work, completion));
            return Launch.Accepted.RUNNING;
        } catch (OpenClFailed failed) {
            return new Launch.Refused(Errno.EIO);
        }
    }

    private OpenClRun start(OpenClWork work, Completion completion) {
        MemorySegment[] buffers = new MemorySegment[BUFFERS];
        int made = 0;
        try {
            long inputs = work.kernel().inputs(work.size());
            while (made < BUFFERS) {
                buffers[made] =
                        device.createBuffer(made < 2 ? inputs : work.kernel().results(work.size()));
                made++;
            }
            OpenClRun run = new OpenClRun(this, work, completion, held::decrementAndGet, buffers);
            held.incrementAndGet();
            synchronized (inOrder) {
                inOrder.add(run);
            }
            watch(run);
            cl().flush(queue);
            return run;
        } finally {
            for (int i = 0; i < made; i++) {
                cl().release("MemObject", buffers[i]);
            }
        }
    }

    private void watch(OpenClRun run) {
        try {
            run.watch(() -> ended(run));
        } catch (OpenClFailed failed) {
            // Its memory stays, since the device works on it and nobody will hear when it has ended.
            synchronized (inOrder) {
                inOrder.remove(run);
            }
            held.decrementAndGet();
            throw failed;
        }
    }

    /** Puts the kernels of a job on the queue: those that write the inputs, and its own. Returns the event of its own. */
    MemorySegment enqueue(OpenClWork work, MemorySegment... buffers) {
        int count = Math.toIntExact(work.kernel().inputs(work.size()));
        fill(buffers[0], count, OpenClKernel.FIRST_SEED);
        fill(buffers[1], count, OpenClKernel.SECOND_SEED);
        MemorySegment kernel = Objects.requireNonNull(kernels.get(work.kernel()));
        cl().setArguments(kernel, buffers[0], buffers[1], buffers[2], work.size());
        return cl().enqueueKernel(
                        queue,
                        kernel,
                        work.kernel().global(work.size()),
                        work.kernel().local());
    }

    private void fill(MemorySegment buffer, int count, int seed) {
        cl().setArguments(fill, buffer, count, seed);
        MemorySegment event = cl().enqueueKernel(
                        queue, fill, new long[] {OpenClKernel.upTo(OpenClKernel.GROUP, count)}, new long[] {
                            OpenClKernel.GROUP
                        });
        cl().release("Event", event);
    }

    /** Called by the driver. Reports what has ended in the order of the queue. */
    private void ended(OpenClRun run) {
        synchronized (inOrder) {
            ended.add(run);
            while (!inOrder.isEmpty() && ended.remove(inOrder.peek())) {
                inOrder.remove().report();
            }
        }
    }

    /** Runs work and waits for its end; before the first job only. */
    void runOnce(OpenClWork work) {
        OpenClRun run = start(work, new Completion() {
            @Override
            public void complete() {
                // Nobody waits for it.
            }

            @Override
            public void fail(Errno error) {
                // The first job will show it.
            }
        });
        cl().finish(queue);
        run.free();
    }

    /** {@inheritDoc} Nothing can be ended, so the job has its time again. */
    @Override
    public Verdict timedOut(HardwareJob job, Recovery recovery) {
        OpenClRun run = runs.get(job);
        if (run != null && run.timeOut() < patience) {
            return Verdict.NO_HANG;
        }
        isLost = true;
        return Verdict.ENODEV;
    }

    @Override
    public void free(HardwareJob job) {
        OpenClRun run = runs.remove(job);
        if (run == null) {
            return;
        }
        DeviceTimes measured = run.times();
        if (times != null && measured != null) {
            times.add(job.id(), name, run.work(), run.givenNanos(), measured);
        }
        run.free();
    }

    /** Returns how many jobs have memory on the device or here. May be called on any thread. */
    public long held() {
        return held.get();
    }

    /** Tells whether the queue was given up. Writer only. */
    boolean isLost() {
        return isLost;
    }

    OpenCl cl() {
        return device.cl();
    }

    MemorySegment queue() {
        return queue;
    }

    long nowNanos() {
        return clock.nanos();
    }

    /** Waits for the end of what the device works on, and gives the queue back. Nobody may use the ring any more. On any thread. */
    @Override
    public void close() {
        cl().finish(queue);
        cl().release("CommandQueue", queue);
        cl().release("Kernel", fill);
        kernels.values().forEach(each -> cl().release("Kernel", each));
    }

    @Override
    public String toString() {
        return name + " on " + device;
    }
}
