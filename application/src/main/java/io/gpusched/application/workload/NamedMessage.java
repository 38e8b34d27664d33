package io.gpusched.application.workload;

import io.gpusched.application.port.Message;

/** A message that only shows. */
record NamedMessage(String name) implements Message {
    @Override
    public void process() {
        // That it is its turn is all that there is to see.
    }

    @Override
    public String toString() {
        return name;
    }
}
