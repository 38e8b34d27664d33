package io.gpusched.application.port;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gpusched.domain.sched.HardwareJob;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What {@link ForwardingWriter} and {@link ForwardingHardware} do not change arrives at the other end. */
final class ForwardingTest {
    private record PlainWriter(Writer writer) implements ForwardingWriter {}

    private record PlainHardware(Hardware hardware) implements ForwardingHardware {
        @Override
        public Hardware forDevice() {
            return this;
        }
    }

    /** Planted: it keeps a call to itself. */
    private record DeafHardware(Hardware hardware) implements ForwardingHardware {
        @Override
        public void deadline(HardwareJob job, long deadlineNanos) {}

        @Override
        public Hardware forDevice() {
            return this;
        }
    }

    @TestFactory
    Stream<DynamicTest> a_forwarding_writer_passes_on_every_call() {
        ForwardedCalls<Writer> calls = new ForwardedCalls<>(Writer.class);
        return calls.methods()
                .map(each -> DynamicTest.dynamicTest(
                        each.getName(), () -> calls.requireForwarded(new PlainWriter(calls.end()), each, 1)));
    }

    @TestFactory
    Stream<DynamicTest> forwarding_hardware_passes_on_every_call_but_that_for_one_more_device() {
        ForwardedCalls<Hardware> calls = new ForwardedCalls<>(Hardware.class);
        return calls.methods()
                .filter(each -> !each.getName().equals("forDevice"))
                .map(each -> DynamicTest.dynamicTest(
                        each.getName(), () -> calls.requireForwarded(new PlainHardware(calls.end()), each, 1)));
    }

    @Test
    void a_call_that_is_not_passed_on_is_noticed() throws NoSuchMethodException {
        ForwardedCalls<Hardware> calls = new ForwardedCalls<>(Hardware.class);
        Method deadline = Hardware.class.getMethod("deadline", HardwareJob.class, long.class);

        assertThatThrownBy(() -> calls.requireForwarded(new DeafHardware(calls.end()), deadline, 1))
                .isInstanceOf(AssertionError.class);
    }
}
