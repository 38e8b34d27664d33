package io.gpusched.adapters.gpusim;

import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.BackendProvider;
import io.gpusched.application.workload.BackendSite;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.domain.fence.Errno;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The simulated GPU, which recovers as the workload says: in one step at each timeout, or by the steps of a reset domain. */
public final class SimulatedBackendProvider implements BackendProvider {
    private static final long WORK_NANOS = 1_000;

    /** The name by which users choose it. */
    public static final String NAME = "simulated";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String words() {
        return "a simulated GPU: rings that take time, hang, refuse, fail and are reset, as the workload says";
    }

    @Override
    public Set<Capability> capabilities(SettingValues settings) {
        return EnumSet.of(Capability.CANCELS, Capability.RESETS, Capability.RESUBMITS, Capability.CREDITS);
    }

    @Override
    public @Nullable Object sampleWork(SampleWork sample, SettingValues settings) {
        return switch (sample) {
            case WORK -> GpuWork.of(WORK_NANOS);
            case LONG_WORK -> GpuWork.of(10 * WORK_NANOS);
            case FAILING -> new GpuWork(WORK_NANOS, 0, null, Errno.EIO);
            case REFUSED -> new GpuWork(WORK_NANOS, 0, Errno.EINVAL, null);
            case HANGING -> new GpuWork(WORK_NANOS, Integer.MAX_VALUE, null, null);
            case HANGING_ONCE -> new GpuWork(WORK_NANOS, 1, null, null);
            case NOTHING, SLOW, PREPARED, LOSES_DEVICE -> null;
        };
    }

    @Override
    public Backend backend(SettingValues settings, BackendSite site) {
        return new SimulatedBackend(site.latency());
    }
}
