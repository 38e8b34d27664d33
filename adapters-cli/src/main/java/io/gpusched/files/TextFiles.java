package io.gpusched.files;

import io.gpusched.files.problem.Problem;
import io.gpusched.files.problem.Trouble;
import io.gpusched.files.trace.Compression;
import io.gpusched.files.trace.CountingStream;
import io.gpusched.files.trace.OverLimit;
import io.gpusched.files.trace.ReadingLimits;
import io.vavr.collection.Seq;
import io.vavr.collection.Vector;
import io.vavr.control.Validation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads texts that are held in memory as a whole, packed or not. */
public final class TextFiles {
    private static final int BEGINNING = 1 << 15;

    private TextFiles() {}

    /**
     * Reads a text.
     *
     * @param limits how long it may be
     * @return the text, or why there is none
     */
    public static Validation<Seq<Problem>, String> read(Input input, ReadingLimits limits) {
        if (Files.isDirectory(input.content())) {
            return invalid(input, "is a folder; expected a file");
        }
        if (Files.exists(input.content()) && !Files.isRegularFile(input.content())) {
            return invalid(input, TraceFiles.NOT_A_FILE);
        }
        try (InputStream in = unpacked(input.content())) {
            byte[] bytes = CountingStream.limited(in, limits.textBytes()).readAllBytes();
            return decoded(input, bytes);
        } catch (Compression.UnpackFirst packed) {
            return invalid(input, packed.advice());
        } catch (OverLimit over) {
            return invalid(input, String.valueOf(over.getMessage()));
        } catch (IOException failure) {
            return invalid(
                    input,
                    isPacked(input.content())
                            ? "the packed data is damaged or cut short: " + failure.getMessage()
                            : "cannot be read: " + Trouble.reason(failure));
        }
    }

    private static Validation<Seq<Problem>, String> decoded(Input input, byte[] bytes) {
        ByteBuffer undecoded = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length); // UTF-8 never has more characters than bytes
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(undecoded, text, true);
        text.flip();
        if (!result.isError()) {
            return Validation.valid(text.toString());
        }
        String before = text.toString();
        int line = 1 + (int) before.chars().filter(each -> each == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        String message = String.format(
                "this is not text in UTF-8: byte 0x%02x; 'iconv -f latin1 -t utf-8' converts an older text",
                bytes[undecoded.position()]);
        return Validation.invalid(Vector.of(new Problem(input.name(), line, column, message)));
    }

    /** Returns the first lines of a file, whatever it holds; none if it cannot be read. */
    public static List<String> beginning(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try (InputStream in = unpacked(file)) {
            return new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static boolean isPacked(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return Compression.of(in) != Compression.NONE;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static InputStream unpacked(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            return Compression.of(in).unpack(in);
        } catch (IOException notPackedAsItSays) {
            in.close();
            throw notPackedAsItSays;
        }
    }

    private static Validation<Seq<Problem>, String> invalid(Input input, String message) {
        return Validation.invalid(Vector.of(Problem.ofFile(input.name(), message)));
    }
}
