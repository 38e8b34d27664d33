package io.gpusched.files.trace.dat;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The pages of one CPU in a trace.dat, in order, one at a time. */
interface DatPages {
    /** Returns the next page, or nothing at the end. */
    Optional<ByteBuffer> next();

    /** Returns how many bytes of the file have been taken so far. */
    long bytesTaken();

    /**
     * Pages that lie in the file as they are.
     *
     * @param data all of them, one after another; a rest that is no page is left out
     */
    static DatPages of(ByteBuffer data, int pageSize) {
        return new DatPages() {
            private int at;

            @Override
            public Optional<ByteBuffer> next() {
                if (data.limit() - at < pageSize) {
                    return Optional.empty();
                }
                ByteBuffer page = data.slice(at, pageSize).order(data.order());
                at += pageSize;
                return Optional.of(page);
            }

            @Override
            public long bytesTaken() {
                return at;
            }
        };
    }

    /**
     * Pages that were packed some at a time. They are unpacked as they are needed, so that no more than one pack is in memory.
     *
     * @param data the number of packs, and of each its size, its size when unpacked, and its bytes
     */
    static DatPages packed(DatCursor data, int pageSize, DatPacking packing, DatBudget budget) {
        int packs = data.int32();
        return new DatPages() {
            private DatPages unpacked = of(ByteBuffer.allocate(0), pageSize);
            private int next;

            @Override
            public Optional<ByteBuffer> next() {
                Optional<ByteBuffer> page = unpacked.next();
                while (page.isEmpty() && next < packs) {
                    next++;
                    unpacked = of(packing.unpack(data, budget), pageSize);
                    page = unpacked.next();
                }
                return page;
            }

            @Override
            public long bytesTaken() {
                return data.position();
            }
        };
    }
}
