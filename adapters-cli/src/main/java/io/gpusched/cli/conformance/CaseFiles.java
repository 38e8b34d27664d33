package io.gpusched.cli.conformance;

import io.gpusched.files.Input;
import io.gpusched.files.problem.NearestFile;
import io.gpusched.files.problem.Problem;
import io.gpusched.files.problem.Trouble;
import io.gpusched.files.trace.Compression;
import io.gpusched.files.trace.CountingStream;
import io.gpusched.files.trace.OverLimit;
import io.gpusched.files.trace.ReadingLimits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** Finds cases and their traces in files, folders and archives. What cannot be read becomes a problem, and reading goes on. */
public final class CaseFiles {
    private static final String CASE = ".case";
    private static final String TRACE = ".trace";
    private static final int TAR_HEADER = 512;
    private final List<ConformanceCase> cases = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final ReadingLimits limits;
    private final LongConsumer progress;

    private CaseFiles(ReadingLimits limits, LongConsumer progress) {
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * Reads everything under the given paths, in order.
     *
     * @param limits how long a file may be, and all of an archive or folder together
     * @param progress receives how many cases were read so far
     */
    public static CaseFiles under(List<Input> paths, ReadingLimits limits, LongConsumer progress) {
        CaseFiles files = new CaseFiles(limits, progress);
        paths.forEach(files::add);
        return files;
    }

    /** Returns the cases that were found, in the order of the paths, then of their names. */
    public List<ConformanceCase> cases() {
        return List.copyOf(cases);
    }

    /** Returns what could not be read. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    private void add(Input input) {
        Path path = input.content();
        try {
            if (Files.isDirectory(path)) {
                addFolder(path);
            } else if (!Files.exists(path)) {
                problem(path, "no such file or folder" + NearestFile.hint(path));
            } else if (path.toString().endsWith(CASE)) {
                addFile(path);
            } else {
                addArchive(input);
            }
        } catch (OverLimit over) {
            problem(input, String.valueOf(over.getMessage()));
        } catch (IOException failure) {
            problem(input, "cannot be read: " + Trouble.reason(failure));
        }
    }

    /** Reads an archive, whose form shows in its first bytes, since standard input has no name. */
    private void addArchive(Input input) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(input.content()))) {
            Compression packing = Compression.of(in);
            if (packing == Compression.ZIP) {
                addEntries(input, new ZipArchiveInputStream(in));
                return;
            }
            InputStream unpacked = new BufferedInputStream(packing.unpack(in));
            if (isTar(unpacked)) {
                addEntries(input, new TarArchiveInputStream(unpacked));
            } else {
                problem(
                        input,
                        "expected a .case file with its .trace in the same folder, a folder, or an archive of cases (zip, or tar, packed or not)");
            }
        }
    }

    private static boolean isTar(InputStream in) throws IOException {
        in.mark(TAR_HEADER);
        byte[] header = in.readNBytes(TAR_HEADER);
        in.reset();
        return TarArchiveInputStream.matches(header, header.length);
    }

    private void addFolder(Path folder) throws IOException {
        int before = cases.size();
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path each : below.filter(file -> file.toString().endsWith(CASE))
                    .sorted()
                    .toList()) {
                addFile(each);
            }
        }
        if (cases.size() == before) {
            problem(folder, "there is no .case file in it");
        }
    }

    private void addFile(Path file) throws IOException {
        String stem = file.toString().substring(0, file.toString().length() - CASE.length());
        Path trace = Path.of(stem + TRACE);
        if (!Files.exists(trace)) {
            problem(file, "this case has no trace; expected " + trace);
            return;
        }
        addCase(new ConformanceCase(stem, fileLines(file), fileLines(trace)));
    }

    private List<String> fileLines(Path file) throws IOException {
        try (InputStream in = CountingStream.limited(open(file), limits.textBytes())) {
            return lines(in.readAllBytes());
        }
    }

    private void addEntries(Input archive, ArchiveInputStream<? extends ArchiveEntry> in) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        InputStream unpacked = CountingStream.limited(in, limits.textBytes());
        for (ArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            if (!entry.isDirectory()) {
                // Other files are unpacked as well, to get past them, so they count.
                boolean wanted =
                        entry.getName().endsWith(CASE) || entry.getName().endsWith(TRACE);
                if (wanted) {
                    entries.put(entry.getName(), unpacked.readAllBytes());
                } else {
                    unpacked.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
        int before = cases.size();
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (entry.getKey().endsWith(CASE)) {
                String stem = entry.getKey().substring(0, entry.getKey().length() - CASE.length());
                byte[] trace = entries.get(stem + TRACE);
                if (trace == null) {
                    problem(archive, "there is " + entry.getKey() + " but no " + stem + TRACE);
                } else {
                    addCase(new ConformanceCase(stem, lines(entry.getValue()), lines(trace)));
                }
            }
        }
        if (cases.size() == before) {
            problem(archive, "there is no .case file in it");
        }
    }

    private void addCase(ConformanceCase each) {
        cases.add(each);
        progress.accept(cases.size());
    }

    private static InputStream open(Path path) throws IOException {
        return new BufferedInputStream(Files.newInputStream(path));
    }

    private static List<String> lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).lines().toList();
    }

    private void problem(Path path, String message) {
        problem(Input.of(path), message);
    }

    private void problem(Input input, String message) {
        problems.add(Problem.ofFile(input.name(), message));
    }
}
