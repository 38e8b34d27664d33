package io.gpusched.application.rules;

import io.gpusched.application.port.Completion;
import io.gpusched.domain.fence.Errno;

/** A completion that comes to nothing. */
record Ignoring() implements Completion {
    @Override
    public void complete() {}

    @Override
    public void fail(Errno error) {}
}
