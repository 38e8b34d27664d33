package io.gpusched.adapters.explore.writer;

import io.gpusched.application.port.Clock;
import io.gpusched.application.port.Mailbox;
import io.gpusched.application.port.OrderedWorkQueue;
import io.gpusched.application.port.Timers;
import io.gpusched.application.port.Writer;

/** An exploring writer as one ring or client sees it: the timers are its own, everything else is shared. */
public record ExploredSide(ExploredWriter writer, Occasion occasion) implements Writer {
    @Override
    public OrderedWorkQueue ordered(String name) {
        return writer.ordered(name);
    }

    @Override
    public Timers timers() {
        return writer.timers(occasion);
    }

    @Override
    public Clock clock() {
        return writer;
    }

    @Override
    public Mailbox mailbox() {
        return writer;
    }

    @Override
    public boolean isCurrent() {
        return writer.isCurrent();
    }
}
