package io.gpusched.backend.process;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.application.provider.SettingDescription;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.BackendProvider;
import io.gpusched.application.workload.BackendSite;
import io.gpusched.application.workload.GpuWork;
import io.gpusched.application.workload.WorkRequest;
import io.gpusched.application.workload.Workload.SchedulerLine;
import io.gpusched.domain.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Processes as a backend of the command line: {@code --backend process}. */
public final class ProcessBackendProvider implements BackendProvider {
    private static final String COMMAND = "command";
    private static final String SHELL = "shell";
    private static final String OUTPUT = "output-bytes";
    private static final long TIMEOUT_NANOS = 1_500_000_000;

    /** Makes the provider. */
    public ProcessBackendProvider() {}

    @Override
    public String name() {
        return "process";
    }

    @Override
    public String words() {
        return "a pool of processes: each job is a command line, killed when it times out, with its exit status as error";
    }

    @Override
    public List<SettingDescription> settings() {
        return List.of(
                SettingDescription.text(SHELL, "/bin/sh", "the shell that runs a command line, after -c"),
                SettingDescription.number(
                        OUTPUT, 0, 1_000_000, 4_096, "how many bytes of a process's output are kept"));
    }

    @Override
    public List<SettingDescription> workSettings() {
        return List.of(SettingDescription.text(
                COMMAND,
                "",
                "what the shell runs; {seconds} stands for the job's duration. Empty: it sleeps for the duration"));
    }

    @Override
    public Set<Capability> capabilities(SettingValues settings) {
        return Set.of(
                Capability.OVERLAPPING,
                Capability.CANCELS,
                Capability.KILLS,
                Capability.LATE_AFTER_CANCEL,
                Capability.CREDITS,
                Capability.MANY_DEVICES,
                Capability.REAL_TIME);
    }

    @Override
    public long sampleTimeoutNanos(SettingValues settings) {
        return TIMEOUT_NANOS;
    }

    @Override
    public @Nullable Object sampleWork(SampleWork sample, SettingValues settings) {
        return switch (sample) {
            case WORK -> work("true");
            case LONG_WORK -> work("sleep 0.2");
            case FAILING -> work("exit 3");
            case REFUSED -> work(" ");
            case HANGING -> work("sleep 1000");
            case NOTHING, HANGING_ONCE, SLOW, PREPARED, LOSES_DEVICE -> null;
        };
    }

    private GpuWork work(String command) {
        return GpuWork.of(0)
                .withRequest(
                        new WorkRequest(SettingValues.of(workSettings(), Map.of(COMMAND, command)), Nanos.NO_LIMIT));
    }

    @Override
    public Backend backend(SettingValues settings, BackendSite site) {
        return new Processes(settings);
    }

    private static Command command(Object payload) {
        GpuWork work = (GpuWork) payload;
        String seconds = String.format(Locale.ROOT, "%.6f", work.durationNanos() / 1e9);
        boolean isPlain = !work.settings().given().containsKey(COMMAND);
        return new Command(
                isPlain ? "sleep " + seconds : work.settings().text(COMMAND).replace("{seconds}", seconds));
    }

    /** The processes of one run. Writer only. */
    private static final class Processes implements Backend {
        private final SettingValues settings;
        private final List<ProcessHardware> pools = new ArrayList<>();

        Processes(SettingValues settings) {
            this.settings = settings;
        }

        @Override
        public String name() {
            return "process";
        }

        @Override
        public Hardware open(SchedulerLine ring, Writer writer) {
            ProcessHardware pool = new ProcessHardware(
                    List.of(settings.text(SHELL), "-c"),
                    (int) settings.number(OUTPUT),
                    ProcessBackendProvider::command,
                    end -> {});
            pools.add(pool);
            return pool;
        }

        @Override
        public long resourcesHeld() {
            return pools.stream().mapToLong(ProcessHardware::held).sum();
        }
    }
}
