package io.gpusched.cli.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a study: a folder with one file for each finished shard. A shard is written to a file of another name, forced to the disk,
 * and then takes its name in one step, which is forced to the disk as well. So a shard is finished or not there, whatever ends the program
 * or the machine, and several processes and machines may write to the same folder: two that compute the same shard write the same.
 */
public final class StudyFolder {
    private static final String SHARDS = "shards";
    private static final int IN_FOLDER = 1_000;
    private final Path folder;
    private final String fingerprint;

    /**
     * Takes a folder, which need not exist.
     *
     * @param fingerprint that of the study
     */
    public StudyFolder(Path folder, String fingerprint) {
        this.folder = folder;
        this.fingerprint = fingerprint;
    }

    /** Returns the folder. */
    public Path path() {
        return folder;
    }

    /** Returns where a shard is or will be: a thousand share a folder, since file systems are slow with more. */
    Path file(int shard) {
        return folder.resolve(SHARDS)
                .resolve(String.format(Locale.ROOT, "%06d", shard / IN_FOLDER))
                .resolve(String.format(Locale.ROOT, "%09d.csv", shard));
    }

    /**
     * Returns the fingerprint of another study that has results here.
     *
     * @throws IOException if the folder cannot be read
     */
    public Optional<String> otherStudy() throws IOException {
        Path shards = folder.resolve(SHARDS);
        if (!Files.isDirectory(shards)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(shards)) {
            for (Path each :
                    (Iterable<Path>) files.filter(file -> file.toString().endsWith(".csv"))::iterator) {
                @Nullable String other = ShardFile.fingerprint(Files.readString(each));
                if (other != null) {
                    return other.equals(fingerprint) ? Optional.empty() : Optional.of(other);
                }
            }
        }
        return Optional.empty();
    }

    /** Tells whether a shard is finished. */
    public boolean isFinished(int shard) {
        return Files.exists(file(shard)) && rows(shard) != null;
    }

    /** Reads a finished shard; returns null if it is not there or not whole. */
    @Nullable
    List<Study.Row> rows(int shard) {
        try {
            return ShardFile.rows(fingerprint, shard, Files.readString(file(shard)));
        } catch (NoSuchFileException missing) {
            return null;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes a finished shard. */
    public void write(int shard, List<Study.Row> rows) {
        writeText(file(shard), ShardFile.text(fingerprint, shard, rows));
    }

    /** Writes a file wholly or not at all. */
    static void writeText(Path file, String text) {
        Path unfinished = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(parent);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A new name is on the disk when its folder is. Where a folder cannot be opened, the system sees to that by itself. */
    private static void force(@Nullable Path parent) {
        if (parent == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notThere) {
            // Windows opens no folders, and needs none of this.
        }
    }
}
