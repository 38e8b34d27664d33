package io.gpusched.cli.wiring;

import dagger.Component;
import io.gpusched.application.provider.PolicyProvider;
import io.gpusched.application.workload.BackendProvider;
import io.gpusched.application.workload.Providers;
import java.util.Map;
import java.util.Objects;

/** The backends and policies that come with the program. */
@Component(modules = {BackendsModule.class, PoliciesModule.class})
public interface Inside {
    /** All of them, by their names. */
    Providers PROVIDERS = providers();

    Map<String, BackendProvider> backends();

    Map<String, PolicyProvider> policies();

    /** Returns the backend under the rings that name none. */
    static BackendProvider usualBackend() {
        return Objects.requireNonNull(PROVIDERS.backends().get(BackendsModule.USUAL));
    }

    private static Providers providers() {
        Inside inside = DaggerInside.create();
        return new Providers(inside.backends(), inside.policies(), null);
    }
}
