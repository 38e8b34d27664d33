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

/** Ports that count how often they are called. */
final class CountingPorts implements Ports {
    private long calls;

    @Override
    public Writer over(Writer writer) {
        return new CountingWriter(writer);
    }

    @Override
    public Hardware over(Hardware hardware) {
        return new CountingHardware(hardware);
    }

    @Override
    public Tracepoints tracepoints() {
        return new CountingTracepoints();
    }

    private final class CountingWriter implements ForwardingWriter {
        private final Writer to;

        CountingWriter(Writer to) {
            this.to = to;
        }

        @Override
        public Writer writer() {
            return to;
        }

        @Override
        public OrderedWorkQueue ordered(String name) {
            return new CountingQueue(to.ordered(name));
        }

        @Override
        public Timers timers() {
            Timers timers = to.timers();
            return action -> new CountingTimer(timers.timer(action));
        }

        @Override
        public Clock clock() {
            return new CountingClock(to.clock());
        }
    }

    private final class CountingQueue implements OrderedWorkQueue {
        private final OrderedWorkQueue to;

        CountingQueue(OrderedWorkQueue to) {
            this.to = to;
        }

        @Override
        public boolean queue(Work work) {
            calls++;
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

    private final class CountingTimer implements Timer {
        private final Timer to;

        CountingTimer(Timer to) {
            this.to = to;
        }

        @Override
        public void arm(long delayNanos) {
            calls++;
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

    private final class CountingClock implements Clock {
        private final Clock to;

        CountingClock(Clock to) {
            this.to = to;
        }

        @Override
        public long nanos() {
            calls++;
            return to.nanos();
        }
    }

    private final class CountingHardware implements ForwardingHardware {
        private final Hardware to;

        CountingHardware(Hardware to) {
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
            calls++;
            return to.run(job, completion);
        }

        @Override
        public void free(HardwareJob job) {
            calls++;
            to.free(job);
        }
    }

    private final class CountingTracepoints implements Tracepoints {
        @Override
        public void jobQueued(Job job) {
            calls++;
        }

        @Override
        public void jobRun(Job job) {
            calls++;
        }

        @Override
        public void jobSubmitted(Job job, Launch launch) {
            calls++;
        }

        @Override
        public void scheduled(JobFences fences) {
            calls++;
        }

        @Override
        public void jobDone(Job job) {
            calls++;
        }

        @Override
        public void finished(JobFences fences) {
            calls++;
        }

        @Override
        public void freed(Job job) {
            calls++;
        }
    }
}
