package io.gpusched.application.rules;

import io.gpusched.application.port.Message;

/** A message that is as another one, and whose turn {@link PortRules} are told of. */
final class WatchedMessage implements Message {
    private final PortRules rules;
    private final Message message;

    WatchedMessage(PortRules rules, Message message) {
        this.rules = rules;
        this.message = message;
    }

    @Override
    public void process() {
        rules.processes(this);
        message.process();
    }

    /** {@inheritDoc} A lambda has no name that is the same in every run. */
    @Override
    public String toString() {
        return message.getClass().isHidden() ? "message" : message.toString();
    }
}
