package io.gpusched.cli.command;

import io.gpusched.application.event.Event;
import io.gpusched.application.workload.Workload;
import io.gpusched.files.trace.dat.DatWriter;
import io.gpusched.views.export.PerfettoWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * Export files that are being written, each wholly or not at all. They hold the runs that are begun, one after another; each takes the
 * events of its run until the next begins.
 */
final class ExportFiles implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private final List<Export> exports = new ArrayList<>();
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

    /** A file of any form. */
    private record Export(Form form, Ending ending, OutputStream stream, OutputFile file) {
        void complete() throws IOException {
            ending.complete();
            stream.close();
            file.complete();
        }
    }

    /** Takes runs. */
    private interface Form {
        Consumer<Event> begin(String name, Workload workload);
    }

    /** Writes what is left. */
    private interface Ending {
        void complete() throws IOException;
    }

    /** Makes a writer of a form. */
    interface PerfettoForm {
        /** Begins to write. */
        PerfettoWriter on(OutputStream stream) throws IOException;
    }

    /** Adds a file for Perfetto. */
    void addPerfetto(Path path, boolean packed, PerfettoForm form) {
        OutputFile file = create(path);
        try {
            OutputStream stream = packed ? new GZIPOutputStream(file.stream(), BUFFER) : file.stream();
            PerfettoWriter writer = form.on(stream);
            exports.add(new Export(writer::begin, writer::complete, stream, file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Adds a trace.dat. */
    void addTraceDat(Path path) {
        OutputFile file = create(path);
        DatWriter writer = new DatWriter(file.stream());
        toClose.push(writer);
        exports.add(new Export(writer::begin, writer::complete, file.stream(), file));
    }

    private OutputFile create(Path path) {
        OutputFile file = OutputFile.create(path);
        toClose.push(file);
        return file;
    }

    /**
     * Begins a run in all files.
     *
     * @param name what to call it
     * @param workload what is played
     * @return takes its events, in the order of time
     */
    Consumer<Event> begin(String name, Workload workload) {
        Consumer<Event> all = event -> {};
        for (Export each : exports) {
            all = all.andThen(each.form().begin(name, workload));
        }
        return all;
    }

    /** Ends all files and gives them their names. */
    void complete() {
        try {
            for (Export each : exports) {
                each.complete();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Takes away what is not complete. */
    @Override
    public void close() {
        try {
            while (!toClose.isEmpty()) {
                toClose.pop().close();
            }
        } catch (RuntimeException told) {
            throw told;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
