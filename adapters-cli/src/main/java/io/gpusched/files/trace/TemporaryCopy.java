package io.gpusched.files.trace;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that is needed for a while: gone when closed, when the program ends, and when a signal ends it.
 *
 * <p>Nothing can be done when the program is killed outright or the machine stops. So each copy lies in a folder of its own beside a file
 * that its program holds locked. The system gives up the lock with the process, and {@link #sweep}, at the start of the next program,
 * deletes the folders whose lock nobody holds. Process numbers would not do: they are given out again, and differ in containers.
 * A program must not sweep while it has copies of its own: on some systems its locks end with the first channel that it closes.
 */
public final class TemporaryCopy implements AutoCloseable {
    private static final String PREFIX = "gpusched-copy-";
    private static final String LOCK = "gpusched.lock";
    private static final String DATA = "data";
    private static final int MOST_TRIES = 10;

    private final Path folder;
    private final FileChannel lock;

    private TemporaryCopy(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes an empty file in the system's folder for temporary files. */
    public static TemporaryCopy create() throws IOException {
        for (int i = 0; i < MOST_TRIES; i++) {
            @Nullable TemporaryCopy copy = createIn(Files.createTempDirectory(PREFIX));
            if (copy != null) {
                return copy;
            }
        }
        throw new IOException("other programs delete the temporary files of this one");
    }

    /** Returns null if the sweep of another program came in between, before the lock was held. */
    private static @Nullable TemporaryCopy createIn(Path folder) throws IOException {
        Path lockFile = folder.resolve(LOCK);
        Path data = folder.resolve(DATA);
        // The system deletes in the opposite order.
        folder.toFile().deleteOnExit();
        lockFile.toFile().deleteOnExit();
        data.toFile().deleteOnExit();
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null && Files.exists(lockFile)) {
                Files.createFile(data);
                return new TemporaryCopy(folder, channel);
            }
        } catch (IOException | OverlappingFileLockException swept) {
            // The next try has another folder.
        }
        channel.close();
        return null;
    }

    /** Returns where the file is. */
    public Path file() {
        return folder.resolve(DATA);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file());
        lock.close();
        Files.deleteIfExists(folder.resolve(LOCK));
        Files.deleteIfExists(folder);
    }

    /** Deletes what programs left behind that were killed. Does nothing about what it cannot delete. */
    public static void sweep() {
        sweep(Path.of(System.getProperty("java.io.tmpdir", ".")));
    }

    /** Deletes what was left behind in a folder. */
    static void sweep(Path temporary) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path each : folders) {
                if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
                    sweepFolder(each);
                }
            }
        } catch (IOException | RuntimeException cannotBeListed) {
            // What is left stays until another start.
        }
    }

    private static void sweepFolder(Path folder) {
        Path lockFile = folder.resolve(LOCK);
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock held = channel.tryLock()) {
            if (held != null) {
                Files.deleteIfExists(folder.resolve(DATA));
                Files.deleteIfExists(lockFile);
                Files.deleteIfExists(folder);
            }
        } catch (IOException | OverlappingFileLockException inUseOrOfSomebodyElse) {
            // It stays.
        }
    }
}
