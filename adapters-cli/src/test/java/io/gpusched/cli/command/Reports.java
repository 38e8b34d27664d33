package io.gpusched.cli.command;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;

/** Small inputs that are modelled on public reports of schedulers that hang, are reset or starve. */
final class Reports {
    private Reports() {}

    static Path file(String name) {
        URL url = Reports.class.getResource("/reports/" + name);
        if (url == null) {
            throw new IllegalArgumentException("there is no resource " + name);
        }
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
