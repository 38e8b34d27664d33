package io.gpusched.cli.command;

import io.gpusched.files.problem.Trouble;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written wholly or not at all. The text goes to a temporary file in the same folder, which takes the name of the file in
 * {@link #complete}; without that, the file stays as it was. A pipe or a device is written in place.
 *
 * <p>A command opens its outputs before its work begins, so that the user learns at once of a file that cannot be written. Used by one
 * thread.
 */
final class OutputFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int MOST_LINKS = 40;
    private final Path file;
    private final Path target;
    private final @Nullable Path unfinished;
    private final OutputStream stream;

    private OutputFile(Path file, Path target, @Nullable Path unfinished, OutputStream stream) {
        this.file = file;
        this.target = target;
        this.unfinished = unfinished;
        this.stream = new BufferedOutputStream(new Told(stream), BUFFER);
    }

    /** Names the file in the message of every failure to write. */
    private final class Told extends FilterOutputStream {
        Told(OutputStream to) {
            super(to);
        }

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) {
            try {
                out.write(bytes, start, length);
            } catch (IOException failure) {
                throw refusal(file, failure);
            }
        }
    }

    /**
     * Opens a file for writing.
     *
     * @throws BadInput if it cannot be written
     */
    public static OutputFile create(Path file) {
        if (file.toString().isEmpty()) {
            throw BadInput.ofFile("''", "this is not the name of a file; expected a file to write");
        }
        if (Files.isDirectory(file)) {
            throw BadInput.ofFile(file.toString(), "this is a folder; expected a file to write");
        }
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return new OutputFile(file, file, null, Files.newOutputStream(file));
            }
            // A link stays, and what it points at is written.
            Path target = Files.exists(file) ? file.toRealPath() : linked(file.toAbsolutePath());
            Path folder = target.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw BadInput.ofFile(file.toString(), "cannot be written: there is no folder " + folder);
            }
            if (Files.exists(target) && !Files.isWritable(target)) {
                throw new AccessDeniedException(target.toString());
            }
            return beside(file, target);
        } catch (IOException failure) {
            throw refusal(file, failure);
        }
    }

    /** Returns what a link points at that is not there yet. */
    private static Path linked(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    /** The same folder is on the same disk, where taking over a name is one step. */
    private static OutputFile beside(Path file, Path target) throws IOException {
        for (int i = 1; ; i++) {
            Path unfinished = target.resolveSibling("." + target.getFileName() + ".part" + i);
            try {
                OutputStream stream = Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW);
                unfinished.toFile().deleteOnExit(); // after Ctrl-C
                return new OutputFile(file, target, unfinished, stream);
            } catch (FileAlreadyExistsException ofAnotherRun) {
                // On to the next number.
            }
        }
    }

    /** Writes a text in UTF-8. */
    void text(String text) {
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw refusal(file, failure);
        }
    }

    /**
     * Refuses an output that would overwrite the input or another output.
     *
     * @throws BadInput if so
     */
    static void requireApart(Path input, List<Path> outputs) {
        for (Path each : outputs) {
            if (isSame(each, input)) {
                throw BadInput.ofFile(each.toString(), "this is the input file; write to another file");
            }
        }
        requireApart(outputs);
    }

    /**
     * Refuses an output that would overwrite another output.
     *
     * @throws BadInput if so
     */
    static void requireApart(List<Path> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            Path file = outputs.get(i);
            if (outputs.subList(0, i).stream().anyMatch(other -> isSame(file, other))) {
                throw BadInput.ofFile(file.toString(), "two options name this file; write to different files");
            }
        }
    }

    private static boolean isSame(Path a, Path b) {
        try {
            return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize())
                    || (Files.isRegularFile(a) && Files.isRegularFile(b) && Files.isSameFile(a, b));
        } catch (IOException failure) {
            throw refusal(a, failure);
        }
    }

    /** Returns where to write; it is buffered, and need not be closed. A write that fails throws {@link BadInput}. */
    public OutputStream stream() {
        return stream;
    }

    /**
     * Ends the file and gives it its name. Nothing is written after that.
     *
     * @throws BadInput if it cannot be written
     */
    public void complete() {
        try {
            stream.close();
            if (unfinished != null) {
                take(unfinished);
            }
        } catch (IOException failure) {
            throw refusal(file, failure);
        }
    }

    private void take(Path whole) throws IOException {
        try {
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException cannot) {
            Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Takes away what was written, unless it is complete. */
    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException | BadInput alreadyTold) {
            // It is not wanted any more.
        }
        try {
            if (unfinished != null) {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException failure) {
            throw refusal(file, failure);
        }
    }

    private static BadInput refusal(Path file, IOException failure) {
        return BadInput.ofFile(file.toString(), "cannot be written: " + Trouble.reason(failure));
    }
}
