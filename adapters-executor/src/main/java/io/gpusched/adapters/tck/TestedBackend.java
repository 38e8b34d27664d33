package io.gpusched.adapters.tck;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A backend that the contract kit tests: how to make its hardware, what the hardware can do, and what to give it. {@link TestedHardware} is one for
 * hardware that needs nothing but a writer.
 *
 * <p>May be called on any thread, except for {@link #open}.
 */
public interface TestedBackend {
    /** The timeout of backends that name none: 200 ms. */
    long USUAL_TIMEOUT_NANOS = Duration.ofMillis(200).toNanos();

    /** Returns its name, for people. */
    String name();

    /** Returns what the hardware can do; rules that need anything else are skipped. */
    Set<Capability> capabilities();

    /**
     * Returns the payload of a job.
     *
     * @param work what the job is to do
     * @return the payload, or null if the hardware cannot be told to do that
     */
    @Nullable
    Object sample(SampleWork work);

    /**
     * Returns the timeout of the tests in nanoseconds: longer than {@link SampleWork#LONG_WORK} takes on idle hardware, and short enough to be
     * waited for a few dozen times.
     */
    default long timeoutNanos() {
        return USUAL_TIMEOUT_NANOS;
    }

    /**
     * Makes idle hardware for one device. Called on the writer, once for each test.
     *
     * @param device a device without schedulers
     * @param writer its writer, for time and for completions
     */
    Opened open(Device device, Writer writer);

    /** The hardware of one test. */
    interface Opened extends AutoCloseable {
        /**
         * Returns the hardware under a ring. Called on the writer, once for each ring.
         *
         * @param number 0 for the first, 1 for the second; there is a second one only under {@link Capability#SHARED_RESET}
         */
        Hardware ring(int number);

        /**
         * Returns how many things the hardware holds for jobs at the moment, such as buffers, slots or processes; empty if it does not count
         * them. After the last free it is 0. Called on the writer.
         */
        default OptionalLong resourcesHeld() {
            return OptionalLong.empty();
        }

        /**
         * Returns the sum of the credits of the jobs that the hardware works on at the moment; empty if it does not count them. Called on the
         * writer.
         */
        default OptionalLong creditsHeld() {
            return OptionalLong.empty();
        }

        /** Returns a message of the driver, or null if it has none. Called on the writer, once for each message that is sent. */
        default @Nullable Message message() {
            return null;
        }

        /** Ends the threads, processes and connections of the hardware. Called on any thread, after the test. */
        @Override
        default void close() {}
    }
}
