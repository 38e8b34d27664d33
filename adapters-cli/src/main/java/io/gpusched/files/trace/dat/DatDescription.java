package io.gpusched.files.trace.dat;

import io.gpusched.files.trace.PlainText;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The description at the start of a trace.dat of any version: the layout of pages and events, and the names of tasks. */
final class DatDescription {
    private static final Pattern NOT_TIME = Pattern.compile("\\[?(counter|x86-tsc)]?");
    private final Map<Integer, DatEventFormat> formats = new HashMap<>();
    private final Map<Integer, String> tasks = new HashMap<>();
    private int pageHeaderSize;

    /**
     * Reads how pages and records begin.
     *
     * @param longSize bytes in a long of the machine, for descriptions that do not tell
     */
    void readHeader(DatCursor cursor, int longSize) {
        if (!cursor.word().equals(DatLayout.HEADER_PAGE)) {
            throw new DatFile.Unusable("it has no description of its pages");
        }
        pageHeaderSize = Long.BYTES + longSize;
        for (String line : cursor.text().split("\n", -1)) {
            DatField field = DatField.read(line);
            if (field != null && field.name().equals("commit")) {
                pageHeaderSize = field.offset() + field.size();
            }
        }
        cursor.word();
        cursor.text();
    }

    /** Reads the events of the tracer itself. */
    void readOwnEvents(DatCursor cursor) {
        int own = cursor.int32();
        for (int i = 0; i < own; i++) {
            addFormat(cursor.text());
        }
    }

    /** Reads the events of the kernel's parts. */
    void readEvents(DatCursor cursor) {
        int systems = cursor.int32();
        for (int i = 0; i < systems; i++) {
            cursor.word();
            int events = cursor.int32();
            for (int j = 0; j < events; j++) {
                addFormat(cursor.text());
            }
        }
    }

    /** Reads the names of the tasks. */
    void readTasks(DatCursor cursor) {
        cursor.text().lines().forEach(this::addTask);
    }

    /** Refuses a clock that is none, given by its name or among others with brackets around it. */
    static void checkClock(String clocks) {
        for (String each : clocks.strip().split("\\s+", -1)) {
            Matcher counter = NOT_TIME.matcher(each);
            if (counter.matches() && (each.startsWith("[") || each.equals(clocks.strip()))) {
                throw new DatFile.Unusable("its clock " + counter.group(1) + " does not tell time");
            }
        }
    }

    private void addFormat(String text) {
        DatEventFormat format = DatEventFormat.read(text);
        formats.put(format.id(), format);
    }

    private void addTask(String line) {
        int space = line.indexOf(' ');
        if (space > 0) {
            tasks.put(Integer.parseInt(line, 0, space, 10), PlainText.of(line.substring(space + 1)));
        }
    }

    /** Returns how many bytes of a page come before its records: those up to the end of the number of bytes in use. */
    int pageHeaderSize() {
        return pageHeaderSize;
    }

    /** Returns how a kind of event lies in memory, or null. */
    @Nullable
    DatEventFormat format(int id) {
        return formats.get(id);
    }

    /** Returns the name of a task. */
    String task(int pid) {
        return pid == 0 ? "<idle>" : tasks.getOrDefault(pid, "<...>");
    }
}
