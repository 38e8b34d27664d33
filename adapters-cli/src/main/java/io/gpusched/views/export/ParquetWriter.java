package io.gpusched.views.export;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a flat table as Apache Parquet: whole numbers, numbers and texts, plainly encoded and packed with Zstandard. The same rows give the
 * same bytes. Maven Central has no writer of Parquet without the libraries of Hadoop; the part of the format that a flat table needs is
 * short.
 */
public final class ParquetWriter implements AutoCloseable {
    private static final String MAGIC = "PAR1";
    private static final int ROWS_IN_GROUP = 100_000;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int ZSTD = 6;
    private static final int ZSTD_LEVEL = 3;
    private static final int UTF8 = 0;
    private static final int REQUIRED = 0;
    private static final int OPTIONAL = 1;

    private final OutputStream out;
    private final List<ParquetColumn> columns;
    private final List<Values> group = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private long position;
    private long rows;
    private int rowsInGroup;

    /** What a column holds. */
    public enum Kind {
        /** A whole number of 64 bits, always there. */
        WHOLE(2),
        /** A number of 64 bits; one that is not a number is written as missing. */
        NUMBER(5),
        /** A text, always there. */
        TEXT(6);

        private final int type;

        Kind(int type) {
            this.type = type;
        }
    }

    /** A column of the table. */
    public record ParquetColumn(String name, Kind kind) {}

    private record Chunk(long offset, int plainSize, int packedSize) {}

    private record Group(List<Chunk> chunks, long rows) {}

    /** The values of a column in the row group that is being filled. */
    private static final class Values {
        private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
        private final ByteArrayOutputStream levels = new ByteArrayOutputStream();
        private int level = -1;
        private int run;

        void present(boolean there) {
            int next = there ? 1 : 0;
            if (next != level) {
                endRun();
                level = next;
            }
            run++;
        }

        private void endRun() {
            if (run > 0) {
                Thrift.unsigned((long) run << 1, levels);
                levels.write(level);
            }
            run = 0;
        }

        byte[] page(boolean hasLevels) {
            endRun();
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            if (hasLevels) {
                page.writeBytes(fixed(4).putInt(levels.size()).array());
                page.writeBytes(levels.toByteArray());
            }
            page.writeBytes(plain.toByteArray());
            return page.toByteArray();
        }
    }

    /**
     * Begins a file.
     *
     * @param out where it goes; closed with the writer
     * @param columns its columns, at least one
     * @throws IOException if it cannot be written
     */
    public ParquetWriter(OutputStream out, List<ParquetColumn> columns) throws IOException {
        this.out = out;
        this.columns = List.copyOf(columns);
        columns.forEach(each -> group.add(new Values()));
        write(MAGIC.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Writes a row.
     *
     * @param cells a {@code Long}, {@code Double} or {@code String} for each column; null for a missing number
     * @throws IOException if it cannot be written
     */
    public void row(List<? extends @Nullable Object> cells) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            add(columns.get(i), cells.get(i), group.get(i));
        }
        rows++;
        rowsInGroup++;
        if (rowsInGroup == ROWS_IN_GROUP) {
            endGroup();
        }
    }

    private static void add(ParquetColumn column, @Nullable Object cell, Values values) {
        switch (column.kind()) {
            case WHOLE -> {
                if (!(cell instanceof Long whole)) {
                    throw new IllegalArgumentException(column.name() + " is a whole number, not " + cell);
                }
                values.plain.writeBytes(fixed(8).putLong(whole).array());
            }
            case NUMBER -> {
                if (cell != null && !(cell instanceof Double)) {
                    throw new IllegalArgumentException(column.name() + " is a number, not " + cell);
                }
                boolean there = cell instanceof Double number && !number.isNaN();
                values.present(there);
                if (there && cell instanceof Double number) {
                    values.plain.writeBytes(fixed(8).putDouble(number).array());
                }
            }
            case TEXT -> {
                if (!(cell instanceof String text)) {
                    throw new IllegalArgumentException(column.name() + " is a text, not " + cell);
                }
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                values.plain.writeBytes(fixed(4).putInt(bytes.length).array());
                values.plain.writeBytes(bytes);
            }
        }
    }

    private static ByteBuffer fixed(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void endGroup() throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            byte[] page = group.get(i).page(columns.get(i).kind() == Kind.NUMBER);
            byte[] packed = Zstd.compress(page, ZSTD_LEVEL);
            byte[] header = pageHeader(page.length, packed.length);
            chunks.add(new Chunk(position, page.length + header.length, packed.length + header.length));
            write(header);
            write(packed);
            group.set(i, new Values());
        }
        groups.add(new Group(chunks, rowsInGroup));
        rowsInGroup = 0;
    }

    private byte[] pageHeader(int plainSize, int packedSize) {
        Thrift page = new Thrift();
        page.whole(1, 0); // a data page
        page.whole(2, plainSize);
        page.whole(3, packedSize);
        page.begin(5);
        page.whole(1, rowsInGroup);
        page.whole(2, PLAIN);
        page.whole(3, RLE);
        page.whole(4, RLE);
        page.end();
        return page.bytes();
    }

    /** Ends the file. */
    @Override
    public void close() throws IOException {
        if (rowsInGroup > 0) {
            endGroup();
        }
        byte[] footer = footer();
        write(footer);
        write(fixed(4).putInt(footer.length).array());
        write(MAGIC.getBytes(StandardCharsets.US_ASCII));
        out.close();
    }

    private byte[] footer() {
        Thrift file = new Thrift();
        file.whole(1, 1);
        file.list(2, columns.size() + 1);
        file.element();
        file.text(4, "rows");
        file.whole(5, columns.size());
        file.end();
        for (ParquetColumn each : columns) {
            file.element();
            file.whole(1, each.kind().type);
            file.whole(3, each.kind() == Kind.NUMBER ? OPTIONAL : REQUIRED);
            file.text(4, each.name());
            if (each.kind() == Kind.TEXT) {
                file.whole(6, UTF8);
            }
            file.end();
        }
        file.number(3, rows);
        file.list(4, groups.size());
        groups.forEach(each -> addGroup(each, file));
        file.text(6, "gpusched");
        return file.bytes();
    }

    private void addGroup(Group rowGroup, Thrift file) {
        file.element();
        file.list(1, columns.size());
        long size = 0;
        for (int i = 0; i < columns.size(); i++) {
            file.element();
            Chunk chunk = rowGroup.chunks().get(i);
            size += chunk.plainSize();
            file.number(2, chunk.offset());
            file.begin(3);
            file.whole(1, columns.get(i).kind().type);
            file.wholes(2, List.of(PLAIN, RLE));
            file.texts(3, List.of(columns.get(i).name()));
            file.whole(4, ZSTD);
            file.number(5, rowGroup.rows());
            file.number(6, chunk.plainSize());
            file.number(7, chunk.packedSize());
            file.number(9, chunk.offset());
            file.end();
            file.end();
        }
        file.number(2, size);
        file.number(3, rowGroup.rows());
        file.end();
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }
}
