package io.gpusched.cli.tracefile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How a file is packed, told by its first bytes: names lie. */
enum Compression {
    NONE(),
    GZIP(0x1f, 0x8b),
    XZ(0xfd, '7', 'z', 'X', 'Z', 0),
    BZIP2('B', 'Z', 'h'),
    ZSTD(0x28, 0xb5, 0x2f, 0xfd),
    ZIP('P', 'K', 3, 4);

    private static final int LONGEST_MAGIC = 6;
    private static final int BUFFER = 1 << 16;
    private final int[] magic;

    Compression(int... magic) {
        this.magic = magic;
    }

    /** Returns how the data of a stream is packed. The stream supports marks and is left where it was. */
    static Compression of(InputStream in) throws IOException {
        in.mark(LONGEST_MAGIC);
        byte[] first = in.readNBytes(LONGEST_MAGIC);
        in.reset();
        for (Compression each : values()) {
            if (each != NONE && each.begins(first)) {
                return each;
            }
        }
        return NONE;
    }

    private boolean begins(byte[] first) {
        if (first.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((first[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns what is in a stream of this kind. */
    InputStream unpack(InputStream in) throws IOException {
        return switch (this) {
            case NONE -> in;
            case GZIP -> new GZIPInputStream(in, BUFFER);
            case XZ -> new XZInputStream(in);
            case BZIP2 -> new BufferedInputStream(new BZip2CompressorInputStream(in, true), BUFFER);
            case ZSTD -> throw new UnpackFirst("this file is packed with zstd; unpack it first with 'zstd -d'");
            case ZIP -> throw new UnpackFirst("this is a zip archive; unpack it first with 'unzip'");
        };
    }

    /** Says that the user has to unpack the file. */
    static final class UnpackFirst extends IOException {
        UnpackFirst(String message) {
            super(message);
        }
    }
}
