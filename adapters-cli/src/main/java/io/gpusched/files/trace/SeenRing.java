package io.gpusched.files.trace;

import java.util.ArrayList;
import java.util.List;

/** A ring, and what was seen of it so far. */
final class SeenRing {
    final int source;
    final String device;
    final String name;
    final List<OpenJob> jobs = new ArrayList<>();
    long mostCredits;

    SeenRing(int source, String device, String name) {
        this.source = source;
        this.device = device;
        this.name = name;
    }
}
