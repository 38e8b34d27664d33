package io.gpusched.views.export;

import io.gpusched.application.workload.Workload;
import io.gpusched.views.export.Tracks.Slice;
import io.gpusched.words.EntityNames;
import java.util.ArrayList;
import java.util.List;

/** The process of a run: the tracks of its rings, its entities and its outside fences, marks, and the share that each client had. */
final class RunProcess {
    private static final double PERCENT = 100;
    private static final int NONE = -1;
    private final Tracks tracks;
    private final int process;
    private final List<RingTrack> rings = new ArrayList<>();
    private final List<EntityTrack> entities = new ArrayList<>();
    private final List<String> clients;
    private final ShareOverTime share;
    private int outsideTrack = NONE;

    RunProcess(Tracks tracks, String name, Workload workload) {
        this.tracks = tracks;
        this.process = tracks.process(name);
        int order = 0;
        for (Workload.SchedulerLine line : workload.schedulers()) {
            rings.add(new RingTrack(tracks, process, line, order++));
        }
        this.clients = workload.clients().stream().distinct().toList();
        List<String> names = EntityNames.of(workload.clients());
        for (int id = 0; id < names.size(); id++) {
            int client = clients.indexOf(workload.clients().get(id));
            entities.add(new EntityTrack(tracks, process, names.get(id), client, order++));
        }
        this.share = new ShareOverTime(clients.size());
    }

    /** Returns the rings, by the ids of their schedulers. */
    List<RingTrack> rings() {
        return rings;
    }

    /** Returns the entities, by id. */
    List<EntityTrack> entities() {
        return entities;
    }

    ShareOverTime share() {
        return share;
    }

    void mark(String name, long nanos) {
        tracks.mark(process, name, nanos);
    }

    /** Draws that a fence of nobody's signals. */
    void drawOutside(Slice signal) {
        if (outsideTrack == NONE) {
            outsideTrack = tracks.track(process, "outside fences", rings.size() + entities.size());
        }
        tracks.slice(outsideTrack, signal);
    }

    /** Draws what is known only at the end. */
    void end() {
        List<Integer> counters = clients.stream()
                .map(client -> tracks.counter(process, client, "GPU share, %"))
                .toList();
        long[] last = new long[clients.size()];
        share.tell((nanos, busy) -> {
            for (int i = 0; i < busy.length; i++) {
                if (busy[i] != last[i] || nanos == 0) {
                    tracks.count(counters.get(i), nanos, busy[i] * PERCENT / ShareOverTime.WINDOW_NANOS);
                    last[i] = busy[i];
                }
            }
        });
    }
}
