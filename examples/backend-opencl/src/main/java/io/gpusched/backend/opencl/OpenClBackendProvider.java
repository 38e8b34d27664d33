package io.gpusched.backend.opencl;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.application.provider.SettingDescription;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.BackendProvider;
import io.gpusched.application.workload.BackendSite;
import io.gpusched.application.workload.Workload.SchedulerLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Devices of OpenCL, chosen by the name {@code opencl}: each ring is a command queue, and each job a kernel. */
public final class OpenClBackendProvider implements BackendProvider {
    private static final String PLATFORM = "platform";
    private static final String DEVICE = "device";
    private static final String PATIENCE = "patience";
    private static final String TIMES = "times";
    private static final int LONG_SIDE = 128;
    private static final int SHORT_LENGTH = 4_096;
    private static final int TOO_LARGE = 50_000_000;
    private static final int MOST_PATIENCE = 1_000_000;
    private static final int USUAL_PATIENCE = 10;

    @Override
    public String name() {
        return "opencl";
    }

    @Override
    public String words() {
        return "a device of OpenCL, such as a GPU: each ring is a command queue, and each job a kernel whose result is checked";
    }

    @Override
    public List<SettingDescription> settings() {
        return List.of(
                SettingDescription.text(PLATFORM, "", "a part of the name of the platform, in any case; empty for any"),
                SettingDescription.text(
                        DEVICE, "", "a part of the name of the device, in any case; empty for the first"),
                SettingDescription.number(
                        PATIENCE,
                        1,
                        MOST_PATIENCE,
                        USUAL_PATIENCE,
                        "after how many timeouts of one job the device is given up, since OpenCL cannot end a job"),
                SettingDescription.text(
                        TIMES,
                        "",
                        "a CSV file for the times that the device measures, a line for each job; empty for none"));
    }

    @Override
    public List<SettingDescription> workSettings() {
        return OpenClWork.SETTINGS;
    }

    /** {@inheritDoc} OpenCL can neither cancel nor kill what it has begun, and has no reset. */
    @Override
    public Set<Capability> capabilities(SettingValues settings) {
        return EnumSet.of(Capability.CREDITS, Capability.REAL_TIME);
    }

    @Override
    public @Nullable Object sampleWork(SampleWork sample, SettingValues settings) {
        return switch (sample) {
            case WORK -> OpenClWork.of(OpenClKernel.VECTOR_ADD, SHORT_LENGTH);
            case LONG_WORK -> OpenClWork.of(OpenClKernel.MATRIX_PRODUCT, LONG_SIDE);
            case FAILING -> new OpenClWork(OpenClKernel.REDUCTION, SHORT_LENGTH, true);
            case REFUSED -> OpenClWork.of(OpenClKernel.MATRIX_PRODUCT, TOO_LARGE);
            case NOTHING -> OpenClWork.of(OpenClKernel.VECTOR_ADD, 0);
            case HANGING, HANGING_ONCE, SLOW, PREPARED, LOSES_DEVICE -> null;
        };
    }

    @Override
    public Backend backend(SettingValues settings, BackendSite site) {
        String times = settings.text(TIMES);
        return new OpenClBackend(
                OpenClDevice.open(settings.text(PLATFORM), settings.text(DEVICE)),
                Math.toIntExact(settings.number(PATIENCE)),
                times.isEmpty() ? null : new TimesFile(Path.of(times)));
    }

    /** The rings of one run on one device. */
    private final class OpenClBackend implements Backend {
        private final OpenClDevice device;
        private final int patience;
        private final @Nullable TimesFile times;
        private final List<OpenClRing> rings = new ArrayList<>();

        OpenClBackend(OpenClDevice device, int patience, @Nullable TimesFile times) {
            this.device = device;
            this.patience = patience;
            this.times = times;
        }

        @Override
        public String name() {
            return OpenClBackendProvider.this.name();
        }

        @Override
        public long resourcesHeld() {
            return rings.stream().mapToLong(OpenClRing::held).sum();
        }

        @Override
        public Hardware open(SchedulerLine ring, Writer writer) {
            OpenClRing opened = device.ring(ring.name(), writer.clock(), patience, times);
            rings.add(opened);
            return opened;
        }
    }
}
