package io.gpusched.application.recording;

import io.gpusched.application.recording.Recording.RecordedClient;

/** Picks clients of a recording, by what people know them by. */
public sealed interface ClientSelector {
    /** Tells whether it picks a client. */
    boolean picks(RecordedClient client);

    /** Every client. */
    record All() implements ClientSelector {
        @Override
        public boolean picks(RecordedClient client) {
            return true;
        }
    }

    /**
     * The clients of that name.
     *
     * @param name the whole name, as the trace has it
     */
    record ByName(String name) implements ClientSelector {
        @Override
        public boolean picks(RecordedClient client) {
            return client.name().equals(name);
        }
    }

    /**
     * The clients of that thread.
     *
     * @param process its id
     */
    record ByProcess(long process) implements ClientSelector {
        @Override
        public boolean picks(RecordedClient client) {
            return client.process() == process;
        }
    }

    /**
     * One entity.
     *
     * @param entity its fence context, or its address in old traces
     */
    record ByEntity(String entity) implements ClientSelector {
        @Override
        public boolean picks(RecordedClient client) {
            return client.entity().equals(entity);
        }
    }
}
