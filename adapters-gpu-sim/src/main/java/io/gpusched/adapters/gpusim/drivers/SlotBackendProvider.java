package io.gpusched.adapters.gpusim.drivers;

import io.gpusched.adapters.gpusim.SimulatedBackendProvider;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.BackendProvider;
import io.gpusched.application.workload.BackendSite;
import io.gpusched.application.workload.Workload.SchedulerLine;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hardware with one slot under each scheduler; see {@link SlotDriver}. */
public final class SlotBackendProvider implements BackendProvider {
    /** The name by which users choose it. */
    public static final String NAME = "slot";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String words() {
        return "simulated hardware with one slot, and a driver with an interrupt; it looks at durations only";
    }

    @Override
    public Set<Capability> capabilities(SettingValues settings) {
        EnumSet<Capability> all = EnumSet.copyOf(new SimulatedBackendProvider().capabilities(settings));
        all.remove(Capability.CREDITS);
        return all;
    }

    @Override
    public Backend backend(SettingValues settings, BackendSite site) {
        return new Slots(site);
    }

    @Override
    public @Nullable Object sampleWork(SampleWork sample, SettingValues settings) {
        return switch (sample) {
            case FAILING, REFUSED, HANGING, HANGING_ONCE -> null;
            default -> new SimulatedBackendProvider().sampleWork(sample, settings);
        };
    }

    /** What a slot holds does not follow from the calls since the ring was idle, so it hides state. */
    private record Slots(BackendSite site) implements Backend {
        @Override
        public String name() {
            return NAME;
        }

        @Override
        public Hardware open(SchedulerLine ring, Writer writer) {
            return new SlotDriver(writer.timers(), () -> site.preemption().accept("interrupt"));
        }
    }
}
