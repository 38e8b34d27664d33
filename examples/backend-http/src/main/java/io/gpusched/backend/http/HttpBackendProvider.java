package io.gpusched.backend.http;

import io.gpusched.application.port.Hardware;
import io.gpusched.application.port.Writer;
import io.gpusched.application.provider.Capability;
import io.gpusched.application.provider.SampleWork;
import io.gpusched.application.provider.SettingDescription;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.workload.Backend;
import io.gpusched.application.workload.BackendProvider;
import io.gpusched.application.workload.BackendSite;
import io.gpusched.application.workload.BackendUnavailable;
import io.gpusched.application.workload.Workload.SchedulerLine;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Remote APIs, chosen by the name {@code http}. */
public final class HttpBackendProvider implements BackendProvider {
    private static final String URL = "url";
    private static final String TRIES = "tries";
    private static final String PAUSE = "pause";
    private static final String LONGEST_PAUSE = "longest-pause";
    private static final String PROBE = "probe";

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String words() {
        return "a remote API with limited concurrency: each job is a request, and 429 and Retry-After are honoured";
    }

    @Override
    public List<SettingDescription> settings() {
        return List.of(
                SettingDescription.text(URL, "http://localhost:8080", "the root of the API, without a / at its end"),
                SettingDescription.number(TRIES, 1, 1_000, 10, "how often a request is sent at most"),
                SettingDescription.time(PAUSE, "100ms", "the wait after a 429 or 503 that names none"),
                SettingDescription.time(LONGEST_PAUSE, "30s", "the longest wait, whatever Retry-After says"),
                SettingDescription.time(PROBE, "200ms", "the wait before each question whether a lost API is back"));
    }

    @Override
    public List<SettingDescription> workSettings() {
        return HttpWork.SETTINGS;
    }

    @Override
    public Set<Capability> capabilities(SettingValues settings) {
        return EnumSet.of(
                Capability.OVERLAPPING,
                Capability.CREDITS,
                Capability.CANCELS,
                Capability.KILLS,
                Capability.DEVICE_LOSS,
                Capability.REAL_TIME);
    }

    /** {@inheritDoc} It is for the API that {@link SampleApi} serves. */
    @Override
    public @Nullable Object sampleWork(SampleWork sample, SettingValues settings) {
        return switch (sample) {
            case WORK -> new HttpWork("/work", "");
            case LONG_WORK -> new HttpWork("/work?millis=40", "");
            case FAILING -> new HttpWork("/fail", "");
            case REFUSED -> new HttpWork("no path", "");
            case HANGING -> new HttpWork("/hang", "");
            case LOSES_DEVICE -> new HttpWork("/lost", "");
            case NOTHING, HANGING_ONCE, SLOW, PREPARED -> null;
        };
    }

    @Override
    public Backend backend(SettingValues settings, BackendSite site) {
        return new HttpBackend(caller(settings.text(URL)), limits(settings));
    }

    static HttpLimits limits(SettingValues settings) {
        return new HttpLimits(
                Math.toIntExact(settings.number(TRIES)),
                settings.nanos(PAUSE),
                settings.nanos(LONGEST_PAUSE),
                settings.nanos(PROBE));
    }

    static HttpCaller caller(String url) {
        if (!url.matches("https?://[^/?# ]+(/[^?# ]*[^/?# ])?")) {
            throw new BackendUnavailable(
                    "'" + url + "' is not the root of an API; expected one such as http://localhost:8080");
        }
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return HttpCaller.of(client, url);
    }

    /** The rings of one run over one API. */
    private final class HttpBackend implements Backend {
        private final HttpCaller caller;
        private final HttpLimits limits;
        private final List<HttpHardware> rings = new ArrayList<>();

        HttpBackend(HttpCaller caller, HttpLimits limits) {
            this.caller = caller;
            this.limits = limits;
        }

        @Override
        public String name() {
            return HttpBackendProvider.this.name();
        }

        @Override
        public long resourcesHeld() {
            return rings.stream().mapToLong(HttpHardware::held).sum();
        }

        @Override
        public Hardware open(SchedulerLine ring, Writer writer) {
            HttpHardware opened = new HttpHardware(caller, writer, limits);
            rings.add(opened);
            return opened;
        }
    }
}
