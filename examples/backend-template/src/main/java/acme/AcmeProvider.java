package acme;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.*;
import io.gpusched.application.workload.*;
import java.net.URI;
import java.net.http.*;
import java.util.*;

/** A remote API as a backend: each job is a request. What is cancelled or times out is aborted; a status of 400 or more is an error. */
public final class AcmeProvider implements BackendProvider {
    static final String PATH = "path";

    public String name() { return "acme"; }

    public String words() { return "the API of acme"; }

    public List<SettingDescription> settings() {
        return List.of(SettingDescription.text("url", "http://localhost:8080", "where the API is"));
    }

    public List<SettingDescription> workSettings() {
        return List.of(SettingDescription.text(PATH, "/", "what is asked for"));
    }

    public Set<Capability> capabilities(SettingValues settings) {
        return Set.of(Capability.OVERLAPPING, Capability.CANCELS, Capability.KILLS, Capability.CREDITS, Capability.REAL_TIME);
    }

    public Backend backend(SettingValues settings, BackendSite site) {
        HttpClient client = HttpClient.newHttpClient();
        Hardware api = Hardware.of((GpuWork work) -> client.sendAsync(
                        HttpRequest.newBuilder(URI.create(settings.text("url") + work.settings().text(PATH))).build(),
                        HttpResponse.BodyHandlers.discarding())
                .thenAccept(answer -> {
                    if (answer.statusCode() >= 400) throw new IllegalStateException("status " + answer.statusCode());
                }));
        return new Backend() {
            public String name() { return "acme"; }

            public Hardware open(Workload.SchedulerLine ring, Writer writer) { return api.forDevice(); }
        };
    }
}
