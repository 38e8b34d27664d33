package io.gpusched.adapters.tck;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** {@link ModelHardware} under test. */
record ModelBackend(Fault fault, Fault.Shape shape) implements TestedBackend {
    ModelBackend(Fault fault) {
        this(fault, fault.shape());
    }

    @Override
    public String name() {
        return "hardware that " + fault;
    }

    @Override
    public Set<Capability> capabilities() {
        EnumSet<Capability> all = EnumSet.of(
                Capability.CREDITS,
                Capability.CANCELS,
                Capability.PREPARES,
                Capability.MESSAGES,
                Capability.DEADLINES,
                Capability.DEVICE_LOSS);
        all.addAll(
                switch (shape) {
                    case SERIAL -> Set.of(Capability.KILLS);
                    case OVERLAPPING -> Set.of(Capability.KILLS, Capability.OVERLAPPING);
                    case RESETTING -> Set.of(Capability.RESETS, Capability.RESUBMITS);
                    case SHARED_RESET -> Set.of(Capability.RESETS, Capability.RESUBMITS, Capability.SHARED_RESET);
                });
        return all;
    }

    @Override
    public Object sample(SampleWork work) {
        return work;
    }

    @Override
    public long timeoutNanos() {
        return ModelHardware.TIMEOUT_NANOS;
    }

    @Override
    public Opened open(Device device, Writer writer) {
        List<ModelHardware> rings = new ArrayList<>();
        return new Opened() {
            @Override
            public Hardware ring(int number) {
                return new ModelHardware(fault, shape, device, writer, rings);
            }

            @Override
            public OptionalLong resourcesHeld() {
                return OptionalLong.of(
                        rings.stream().mapToLong(ModelHardware::held).sum());
            }

            @Override
            public OptionalLong creditsHeld() {
                return OptionalLong.of(
                        rings.stream().mapToLong(ModelHardware::credits).sum());
            }

            @Override
            public Message message() {
                return rings.getFirst()::message;
            }
        };
    }
}
