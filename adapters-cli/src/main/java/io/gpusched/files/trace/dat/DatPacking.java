package io.gpusched.files.trace.dat;

import io.gpusched.application.event.Labels;
import io.gpusched.files.trace.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.InflaterInputStream;

/** The compression of the parts of a trace.dat of version 7. */
enum DatPacking {
    NONE,
    ZSTD,
    ZLIB;

    /** Returns the packing of that name. */
    static DatPacking of(String name) {
        for (DatPacking each : values()) {
            if (Labels.of(each).equals(name)) {
                return each;
            }
        }
        throw new DatFile.Unusable("it is packed with " + name + ", and only zstd and zlib can be unpacked");
    }

    /** Unpacks what is at the cursor: the size of the packed bytes, of the unpacked ones, and the former. */
    ByteBuffer unpack(DatCursor cursor, DatBudget budget) {
        int packedSize = cursor.int32();
        int size = cursor.int32();
        if (size < 0 || size > DatBudget.LARGEST_PACK) {
            throw new DatFile.Unusable("one of its packed parts has " + Integer.toUnsignedString(size)
                    + " bytes, and trace-cmd packs no more than some MiB at once");
        }
        budget.take(size);
        ByteBuffer inFile = cursor.bytes(cursor.position(), packedSize);
        byte[] packed = new byte[packedSize];
        inFile.get(packed);
        cursor.skip(packedSize);
        try (InputStream in = stream(new ByteArrayInputStream(packed))) {
            byte[] unpacked = in.readNBytes(size);
            if (unpacked.length < size) {
                throw new IndexOutOfBoundsException("a pack of " + unpacked.length + " bytes in place of " + size);
            }
            return ByteBuffer.wrap(unpacked).order(cursor.order());
        } catch (Compression.UnpackFirst missing) {
            throw new DatFile.Unusable("it is packed with zstd, which cannot be unpacked on this machine");
        } catch (IOException damaged) {
            throw new IllegalArgumentException(damaged);
        }
    }

    private InputStream stream(InputStream packed) throws IOException {
        return switch (this) {
            case NONE -> packed;
            case ZSTD -> Compression.ZSTD.unpack(packed);
            case ZLIB -> new InflaterInputStream(packed);
        };
    }
}
