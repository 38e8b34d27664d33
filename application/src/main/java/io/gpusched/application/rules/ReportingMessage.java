package io.gpusched.application.rules;

import io.gpusched.application.port.Message;

/** Forwards to another message and reports its turn to the rules. */
final class ReportingMessage implements Message {
    private final Judge judge;
    private final Message message;

    ReportingMessage(Judge judge, Message message) {
        this.judge = judge;
        this.message = message;
    }

    @Override
    public void process() {
        judge.processes(this);
        message.process();
    }

    /** {@inheritDoc} A lambda has no name that is the same in every run. */
    @Override
    public String toString() {
        return message.getClass().isHidden() ? "message" : message.toString();
    }
}
