package io.gpusched.files;

import java.nio.file.Path;

/**
 * Something to read.
 *
 * @param name what to call it in messages: as the user named it
 * @param content where its bytes are; another place than the name says where they came through a pipe
 */
public record Input(String name, Path content) {
    /** A file that goes by its own name. */
    public static Input of(Path file) {
        return new Input(file.toString(), file);
    }
}
