package io.gpusched.application.workload;

import io.gpusched.application.device.Device;
import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Message;
import io.gpusched.application.port.Writer;
import io.gpusched.application.workload.Workload.SchedulerLine;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The backends of one device whose rings have different ones: each ring gets its hardware from its own. Writer only. */
final class RingBackends implements Backend {
    private final Map<BackendChoice, Backend> backends;
    private final BackendChoice usual;

    private RingBackends(Map<BackendChoice, Backend> backends, BackendChoice usual) {
        this.backends = backends;
        this.usual = usual;
    }

    /** Makes the backend of a workload: one alone if all rings have the same. */
    static Backend of(Workload workload, BackendChoice usual, BackendSite site) {
        Map<BackendChoice, Backend> backends = new LinkedHashMap<>();
        for (SchedulerLine each : workload.schedulers()) {
            backends.computeIfAbsent(
                    each.backendOr(usual), choice -> choice.provider().backend(choice.settings(), site));
        }
        return backends.size() == 1 ? backends.values().iterator().next() : new RingBackends(backends, usual);
    }

    @Override
    public String name() {
        return String.join(", ", backends.values().stream().map(Backend::name).toList());
    }

    @Override
    public Backend of(Device device) {
        Map<BackendChoice, Backend> opened = new LinkedHashMap<>();
        backends.forEach((choice, backend) -> opened.put(choice, backend.of(device)));
        return new RingBackends(opened, usual);
    }

    @Override
    public void beforeTeardown(int scheduler) {
        backends.values().forEach(each -> each.beforeTeardown(scheduler));
    }

    @Override
    public boolean isRecovering(int scheduler) {
        return backends.values().stream().anyMatch(each -> each.isRecovering(scheduler));
    }

    @Override
    public boolean hidesState() {
        return backends.values().stream().anyMatch(Backend::hidesState);
    }

    @Override
    public long resourcesHeld() {
        return backends.values().stream().mapToLong(Backend::resourcesHeld).sum();
    }

    @Override
    public long state() {
        long sum = 0;
        for (Backend each : backends.values()) {
            sum = sum * 31 + each.state();
        }
        return sum;
    }

    @Override
    public Hardware open(SchedulerLine ring, Writer writer) {
        return Objects.requireNonNull(backends.get(ring.backendOr(usual))).open(ring, writer);
    }

    /** {@inheritDoc} A message that a workload names belongs to the usual backend, or else to that of the first ring. */
    @Override
    public Message message(String text) {
        return backends.getOrDefault(usual, backends.values().iterator().next()).message(text);
    }
}
