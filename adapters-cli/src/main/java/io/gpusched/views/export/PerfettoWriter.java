package io.gpusched.views.export;

import io.gpusched.application.event.Event;
import io.gpusched.application.workload.Workload;
import io.gpusched.files.trace.SchedulerTracepoints;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes runs for Perfetto and its relatives, as they go. Each run is a process, and all begin at the same time, so that they can be
 * compared on one axis.
 */
public final class PerfettoWriter {
    private final Tracks tracks;
    private final @Nullable FtraceBundles ftrace;
    private @Nullable RunTracks run;
    private int entities;
    private long arrows;

    private PerfettoWriter(Tracks tracks, @Nullable FtraceBundles ftrace) {
        this.tracks = tracks;
        this.ftrace = ftrace;
    }

    /** Makes a writer of Chrome's JSON, which Perfetto, chrome://tracing and speedscope open. */
    public static PerfettoWriter json(OutputStream to) throws IOException {
        return new PerfettoWriter(new ChromeJson(to), null);
    }

    /** Makes a writer of Perfetto's own form, with the same tracks and the kernel's tracepoints. */
    public static PerfettoWriter ofOwnForm(OutputStream to) {
        PerfettoPackets packets = new PerfettoPackets(to);
        return new PerfettoWriter(new NativeTracks(packets), new FtraceBundles(packets));
    }

    /**
     * Begins a run; the one before is over.
     *
     * @param name what to call it
     * @param workload what is played
     * @return takes its events
     */
    public Consumer<Event> begin(String name, Workload workload) {
        endRun();
        RunTracks begun = new RunTracks(tracks, name, workload, () -> ++arrows);
        run = begun;
        if (ftrace == null) {
            return begun;
        }
        int first = entities;
        entities += workload.entities().size();
        ftrace.name(SchedulerTracepoints.tasks(workload, first));
        return begun.andThen(new SchedulerTracepoints(name, workload, first, ftrace));
    }

    private void endRun() {
        if (run != null) {
            run.end();
            run = null;
        }
    }

    /** Ends the file; no run begins after that. */
    public void complete() throws IOException {
        endRun();
        if (ftrace != null) {
            ftrace.flush();
        }
        tracks.complete();
    }
}
