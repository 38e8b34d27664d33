package io.gpusched.benchmarks;

import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Completion;
import io.gpusched.application.port.ForwardingHardware;
import io.gpusched.application.port.ForwardingWriter;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Launch;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timer;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Work;
import io.gpusched.application.port.Writer;
import io.gpusched.domain.sched.HardwareJob;
import io.gpusched.domain.sched.Job;
import io.gpusched.domain.sched.JobFences;

/** Ports that check what passes through them. */
final class CheckingPorts implements Ports {
    private static void check(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the scheduler broke a rule of its ports");
        }
    }

    @Override
    public Writer over(Writer writer) {
        return new CheckingWriter(writer);
    }

    @Override
    public Hardware over(Hardware hardware) {
        return new CheckingHardware(hardware);
    }

    @Override
    public Tracepoints tracepoints() {
        return new CheckingTracepoints();
    }

    private static final class CheckingWriter implements ForwardingWriter {
        private final Writer to;

        CheckingWriter(Writer to) {
            this.to = to;
        }

        @Override
        public Writer writer() {
            return to;
        }

        @Override
        public OrderedWorkQueue ordered(String name) {
            return new CheckingQueue(to.ordered(name));
        }

        @Override
        public Timers timers() {
            Timers timers = to.timers();
            return action -> new CheckingTimer(timers.timer(action));
        }

        @Override
        public Clock clock() {
            return new CheckingClock(to.clock());
        }
    }

    private static final class CheckingQueue implements OrderedWorkQueue {
        private final OrderedWorkQueue to;

        CheckingQueue(OrderedWorkQueue to) {
            this.to = to;
        }

        @Override
        public boolean queue(Work work) {
            check(work != null);
            return to.queue(work);
        }

        @Override
        public boolean cancel(Work work) {
            return to.cancel(work);
        }

        @Override
        public void drain(Runnable then) {
            to.drain(then);
        }
    }

    private static final class CheckingTimer implements Timer {
        private final Timer to;

        CheckingTimer(Timer to) {
            this.to = to;
        }

        @Override
        public void arm(long delayNanos) {
            check(delayNanos >= 0);
            to.arm(delayNanos);
        }

        @Override
        public boolean cancel() {
            return to.cancel();
        }

        @Override
        public boolean isArmed() {
            return to.isArmed();
        }
    }

    private static final class CheckingClock implements Clock {
        private final Clock to;
        private long lastNanos;

        CheckingClock(Clock to) {
            this.to = to;
        }

        @Override
        public long nanos() {
            long nanos = to.nanos();
            check(nanos >= lastNanos);
            lastNanos = nanos;
            return nanos;
        }
    }

    private static final class CheckingHardware implements ForwardingHardware {
        private final Hardware to;

        CheckingHardware(Hardware to) {
            this.to = to;
        }

        @Override
        public Hardware hardware() {
            return to;
        }

        @Override
        public Hardware forDevice() {
            return this;
        }

        @Override
        public Launch run(HardwareJob job, Completion completion) {
            check(Job.of(job).hardware() == null);
            return to.run(job, completion);
        }

        @Override
        public void free(HardwareJob job) {
            check(Job.of(job).isSignaled());
            to.free(job);
        }
    }

    private static final class CheckingTracepoints implements Tracepoints {
        @Override
        public void jobQueued(Job job) {
            check(job.credits() > 0);
        }

        @Override
        public void jobRun(Job job) {
            check(job.credits() > 0);
        }

        @Override
        public void jobSubmitted(Job job, Launch launch) {
            check(job.credits() > 0);
        }

        @Override
        public void scheduled(JobFences fences) {
            check(fences.jobId() >= 0);
        }

        @Override
        public void jobDone(Job job) {
            check(job.credits() > 0);
        }

        @Override
        public void finished(JobFences fences) {
            check(fences.jobId() >= 0);
        }

        @Override
        public void freed(Job job) {
            check(job.credits() > 0);
        }
    }
}
