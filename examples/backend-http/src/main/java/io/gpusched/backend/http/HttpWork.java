package io.gpusched.backend.http;

import io.gpusched.application.provider.SettingDescription;
import io.gpusched.application.provider.SettingValues;
import io.gpusched.application.workload.GpuWork;
import java.util.List;

/**
 * The payload of a job: a request that is posted to the API.
 *
 * @param path where to, from / on, with its query
 * @param body what is posted; may be empty
 */
public record HttpWork(String path, String body) {
    private static final String PATH = "path";
    private static final String BODY = "body";

    /** The settings of the work of a client in a scenario. */
    static final List<SettingDescription> SETTINGS = List.of(
            SettingDescription.text(PATH, "/work", "where each job is posted to, from / on, with its query"),
            SettingDescription.text(BODY, "", "what each job posts"));

    /** Reads the payload of a job: this itself, or the work of a scenario. */
    static HttpWork of(Object payload) {
        if (payload instanceof HttpWork work) {
            return work;
        }
        if (payload instanceof GpuWork scenario) {
            SettingValues given = scenario.settings();
            SettingValues values = given.equals(SettingValues.NONE) ? SettingValues.defaults(SETTINGS) : given;
            return new HttpWork(values.text(PATH), values.text(BODY));
        }
        throw new IllegalArgumentException(
                "a job of HTTP is an HttpWork, not a " + payload.getClass().getName());
    }
}
