package io.gpusched.files.trace;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** The compression of a file, recognised by its first bytes, since file names can be wrong. */
public enum Compression {
    NONE(""),
    GZIP("\u001f\u008b"),
    XZ("\u00fd7zXZ\0"),
    BZIP2("BZh"),
    ZSTD("(\u00b5/\u00fd"),
    ZIP("PK\u0003\u0004");

    private static final Set<String> EXTENSIONS = Set.of("gz", "xz", "bz2", "zst", "zstd");
    private static final int LONGEST_MAGIC = 6;
    private static final int BUFFER = 1 << 16;
    /** Enough for xz -9; a header may ask for 1.5 GiB. */
    private static final int MOST_XZ_MEMORY_KIB = 1 << 17;

    private final String magic;

    /** A kind of file that begins with these bytes. */
    Compression(String magic) {
        this.magic = magic;
    }

    /** Returns how the data of a stream is packed. The stream supports marks and is left where it was. */
    public static Compression of(InputStream in) throws IOException {
        in.mark(LONGEST_MAGIC);
        String first = new String(in.readNBytes(LONGEST_MAGIC), StandardCharsets.ISO_8859_1);
        in.reset();
        for (Compression each : values()) {
            if (each != NONE && first.startsWith(each.magic)) {
                return each;
            }
        }
        return NONE;
    }

    /** Tells whether the last part of a file's name, without its dot and in small letters, says that the file is packed. */
    public static boolean isExtension(String extension) {
        return EXTENSIONS.contains(extension);
    }

    /** Returns what is in a stream of this kind. */
    public InputStream unpack(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, BUFFER);
            case XZ -> new GuardedStream(new XZInputStream(in, MOST_XZ_MEMORY_KIB));
            case BZIP2 -> new GuardedStream(new BZip2CompressorInputStream(in, true));
            case ZSTD -> zstd(in);
            case ZIP -> throw new UnpackFirst("this is a zip archive; unpack it first with 'unzip'");
        };
    }

    /**
     * The library is the reference implementation in C, which the launcher lets Java load without a word. One in Java would go through
     * sun.misc.Unsafe, which makes JDK 25 warn at each start, and which lets damaged data end the JVM.
     */
    private static InputStream zstd(InputStream in) throws IOException {
        try {
            return new GuardedStream(new ZstdInputStream(in));
        } catch (LinkageError notForThisMachine) {
            throw new UnpackFirst("this file is packed with zstd, which cannot be unpacked on this machine ("
                    + notForThisMachine.getMessage() + "); unpack it first with 'zstd -d'");
        }
    }

    /** Says that the user has to unpack the file. */
    public static final class UnpackFirst extends IOException {
        private final String advice;

        UnpackFirst(String advice) {
            super(advice);
            this.advice = advice;
        }

        public String advice() {
            return advice;
        }
    }
}
