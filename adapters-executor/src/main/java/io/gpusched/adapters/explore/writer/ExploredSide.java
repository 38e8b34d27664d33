package io.gpusched.adapters.explore.writer;

import io.gpusched.application.port.ForwardingWriter;
import io.gpusched.application.port.Timers;

/** An exploring writer as one ring or client sees it: the timers are its own, everything else is shared. */
public record ExploredSide(ExploredWriter writer, Occasion occasion) implements ForwardingWriter {
    @Override
    public Timers timers() {
        return writer.timers(occasion);
    }
}
