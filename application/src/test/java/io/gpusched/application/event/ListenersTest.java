package io.gpusched.application.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.port.ForwardedCalls;
import io.gpusched.application.port.Tracepoints;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@link Listeners} calls each of its listeners at every tracepoint. */
final class ListenersTest {
    @TestFactory
    Stream<DynamicTest> every_tracepoint_reaches_every_listener() {
        ForwardedCalls<Tracepoints> calls = new ForwardedCalls<>(Tracepoints.class);
        Listeners listeners = Listeners.of(calls.end(), calls.end());
        assertThat(calls.methods().count()).isGreaterThan(30);
        return calls.methods()
                .map(each -> DynamicTest.dynamicTest(each.getName(), () -> calls.requireForwarded(listeners, each, 2)));
    }
}
