package io.gpusched.files.trace;

/** Told how far reading has come, now and then, on the reading thread. */
@FunctionalInterface
public interface ReadingProgress {
    /**
     * Some more was read.
     *
     * @param bytesRead bytes of the file read so far, packed ones if it is packed
     * @param bytesInAll the size of the file
     */
    void read(long bytesRead, long bytesInAll);
}
