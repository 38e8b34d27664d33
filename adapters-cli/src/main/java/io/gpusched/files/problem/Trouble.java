package io.gpusched.files.problem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Describes why a file could not be read or written, in the words of the system. */
public final class Trouble {
    private Trouble() {}

    /** Returns the reason of a failure. */
    public static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied";
            case FileSystemLoopException loop -> "it is a link to itself";
            case NoSuchFileException missing -> "no such file";
            case NotDirectoryException file -> "a part of its path is not a folder";
            case FileSystemException told when told.getReason() != null -> told.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
