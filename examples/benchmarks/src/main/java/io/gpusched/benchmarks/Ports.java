package io.gpusched.benchmarks;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Tracepoints;
import io.gpusched.application.port.Writer;

/** A set of implementations of the ports, put in front of virtual time and the simulated GPU. */
interface Ports {
    /** Nothing in front: virtual time itself, the simulated GPU itself, nobody listening. */
    Ports PLAIN = new Ports() {
        @Override
        public Writer over(Writer writer) {
            return writer;
        }

        @Override
        public Hardware over(Hardware hardware) {
            return hardware;
        }

        @Override
        public Tracepoints tracepoints() {
            return Tracepoints.NONE;
        }
    };

    /** Returns a writer whose queues, timers and clock are of this set. */
    Writer over(Writer writer);

    /** Returns hardware of this set. */
    Hardware over(Hardware hardware);

    /** Returns who listens. */
    Tracepoints tracepoints();
}
