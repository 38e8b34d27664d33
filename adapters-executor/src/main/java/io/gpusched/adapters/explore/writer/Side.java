package io.gpusched.adapters.explore.writer;

import io.gpusched.application.port.ForwardingWriter;
import io.gpusched.application.port.Timers;

/** An exploring writer as one ring or client sees it: the timers are its own, the rest is everybody's. */
public record Side(ExploredWriter writer, Occasion occasion) implements ForwardingWriter {
    @Override
    public Timers timers() {
        return writer.timers(occasion);
    }
}
