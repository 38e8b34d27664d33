package io.gpusched.adapters.tck;

import io.gpusched.application.provider.Capability;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one rule is tested once: opens devices with the tested hardware, and closes them at the end. */
public final class RuleStage implements AutoCloseable {
    private final TestedBackend backend;
    private final boolean live;
    private final int scale;
    private final int patience;
    private final List<Bench> benches = new ArrayList<>();
    private volatile @Nullable Bench last;

    /**
     * Makes a stage.
     *
     * @param scale how many jobs at most a test submits at a time
     * @param patience how many timeouts it waits for what must happen
     */
    RuleStage(TestedBackend backend, boolean live, int scale, int patience) {
        this.backend = backend;
        this.live = live;
        this.scale = scale;
        this.patience = patience;
    }

    TestedBackend backend() {
        return backend;
    }

    boolean can(Capability capability) {
        return backend.capabilities().contains(capability);
    }

    /** Returns how many jobs a test submits that would like so many. */
    int upTo(int jobs) {
        return Math.max(1, Math.min(jobs, scale));
    }

    /** Returns how many timeouts a test waits for what must happen. */
    int patience() {
        return patience;
    }

    /** Opens a device with the tested hardware. */
    Bench open(BenchSettings settings) {
        Bench bench = new Bench(this, live ? BackendRig.live() : BackendRig.virtual(), settings);
        benches.add(bench);
        last = bench;
        bench.begin();
        return bench;
    }

    /** Returns the device that was opened last, or null. */
    @Nullable
    Bench last() {
        return last;
    }

    @Override
    public void close() {
        benches.forEach(Bench::close);
        benches.clear();
    }
}
