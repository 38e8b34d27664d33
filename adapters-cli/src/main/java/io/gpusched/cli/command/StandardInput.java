package io.gpusched.cli.command;

import io.gpusched.files.problem.Trouble;
import io.gpusched.files.trace.CountingStream;
import io.gpusched.files.trace.OverLimit;
import io.gpusched.files.trace.ReadingLimits;
import io.gpusched.files.trace.TemporaryCopy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Copies standard input to a temporary file, because its format shows only in its content, and some readers need random access. It is
 * copied when a command asks for it first, and gone when the command ends.
 */
final class StandardInput {
    /** What users write for it in the place of a file. */
    static final String NAME = "-";

    private final InputStream in;
    private @Nullable TemporaryCopy copy;

    StandardInput(InputStream in) {
        this.in = in;
    }

    /** Tells whether a name stands for standard input. */
    static boolean isMeant(Path file) {
        return file.toString().equals(NAME);
    }

    /**
     * Returns where the copy is.
     *
     * @param limits how much may come
     * @throws BadInput if it cannot be copied
     */
    Path file(ReadingLimits limits) {
        try {
            if (copy == null) {
                copy = TemporaryCopy.create();
                Files.copy(
                        CountingStream.limited(in, limits.bytes()), copy.file(), StandardCopyOption.REPLACE_EXISTING);
            }
            return copy.file();
        } catch (IOException failure) {
            throw BadInput.ofFile(NAME, "standard input cannot be read: " + Trouble.reason(failure));
        } catch (OverLimit over) {
            throw BadInput.ofFile(NAME, "standard input cannot be read: " + over.getMessage());
        }
    }

    /** Returns what comes, as it comes, for a command that is given its tasks one after the other. */
    InputStream stream() {
        return in;
    }

    /** Deletes the copy, if there is one. */
    void end() {
        try {
            if (copy != null) {
                copy.close();
                copy = null;
            }
        } catch (IOException goneLater) {
            // The system deletes it with the end of the program.
        }
    }
}
