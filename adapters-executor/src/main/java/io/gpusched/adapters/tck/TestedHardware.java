package io.gpusched.adapters.tck;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hardware of your own, ready for the contract kit. Each method returns a changed copy.
 *
 * <pre>
 * TestedHardware.of("plotter", writer -&gt; new Plotter(writer.timers()))
 *         .can(Capability.CANCELS, Capability.KILLS)
 *         .sample(SampleWork.WORK, "a page")
 *         .sample(SampleWork.HANGING, "jam")
 *         .timeout(Duration.ofMillis(5))
 *         .held(Plotter::pages)
 * </pre>
 *
 * @param <H> the type of the hardware
 */
public final class TestedHardware<H extends Hardware> implements TestedBackend {
    private final String name;
    private final Function<Writer, H> hardware;
    private final Set<Capability> capabilities;
    private final Map<SampleWork, Object> samples;
    private final long timeoutNanos;
    private final @Nullable ToLongFunction<H> held;
    private final @Nullable ToLongFunction<H> credits;
    private final Consumer<H> close;

    private TestedHardware(
            String name,
            Function<Writer, H> hardware,
            Set<Capability> capabilities,
            Map<SampleWork, Object> samples,
            long timeoutNanos,
            @Nullable ToLongFunction<H> held,
            @Nullable ToLongFunction<H> credits,
            Consumer<H> close) {
        this.name = name;
        this.hardware = hardware;
        this.capabilities = capabilities;
        this.samples = samples;
        this.timeoutNanos = timeoutNanos;
        this.held = held;
        this.credits = credits;
        this.close = close;
    }

    /**
     * Names hardware that has no capability and no sample work yet.
     *
     * @param name for people
     * @param hardware makes idle hardware for a writer; called on the writer, once for each test
     * @param <H> the type of the hardware
     */
    public static <H extends Hardware> TestedHardware<H> of(String name, Function<Writer, H> hardware) {
        return new TestedHardware<>(
                name,
                hardware,
                EnumSet.noneOf(Capability.class),
                new EnumMap<>(SampleWork.class),
                USUAL_TIMEOUT_NANOS,
                null,
                null,
                made -> {});
    }

    /** Returns the same with more capabilities. */
    public TestedHardware<H> can(Capability... more) {
        Set<Capability> all = EnumSet.copyOf(Set.of(more));
        all.addAll(capabilities);
        return new TestedHardware<>(name, hardware, all, samples, timeoutNanos, held, credits, close);
    }

    /** Returns the same with the payload for one kind of work. */
    public TestedHardware<H> sample(SampleWork work, Object payload) {
        Map<SampleWork, Object> all = new EnumMap<>(SampleWork.class);
        all.putAll(samples);
        all.put(work, payload);
        return new TestedHardware<>(name, hardware, capabilities, all, timeoutNanos, held, credits, close);
    }

    /** Returns the same with another timeout; see {@link #timeoutNanos}. */
    public TestedHardware<H> timeout(Duration timeout) {
        return new TestedHardware<>(name, hardware, capabilities, samples, timeout.toNanos(), held, credits, close);
    }

    /** Returns the same with a probe for {@link TestedBackend.Opened#resourcesHeld}. */
    public TestedHardware<H> held(ToLongFunction<H> probe) {
        return new TestedHardware<>(name, hardware, capabilities, samples, timeoutNanos, probe, credits, close);
    }

    /** Returns the same with a probe for {@link TestedBackend.Opened#creditsHeld}. */
    public TestedHardware<H> credits(ToLongFunction<H> probe) {
        return new TestedHardware<>(name, hardware, capabilities, samples, timeoutNanos, held, probe, close);
    }

    /** Returns the same with what is to be done with the hardware after a test. */
    public TestedHardware<H> closing(Consumer<H> afterwards) {
        return new TestedHardware<>(name, hardware, capabilities, samples, timeoutNanos, held, credits, afterwards);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.copyOf(capabilities);
    }

    @Override
    public @Nullable Object sample(SampleWork work) {
        return samples.get(work);
    }

    @Override
    public long timeoutNanos() {
        return timeoutNanos;
    }

    @Override
    public Opened open(Device device, Writer writer) {
        H made = hardware.apply(writer);
        return new Opened() {
            @Override
            public Hardware ring(int number) {
                return made;
            }

            @Override
            public OptionalLong resourcesHeld() {
                return held == null ? OptionalLong.empty() : OptionalLong.of(held.applyAsLong(made));
            }

            @Override
            public OptionalLong creditsHeld() {
                return credits == null ? OptionalLong.empty() : OptionalLong.of(credits.applyAsLong(made));
            }

            @Override
            public void close() {
                close.accept(made);
            }
        };
    }
}
