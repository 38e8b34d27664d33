package io.gpusched.files.trace.perfetto;

import io.gpusched.files.trace.PlainText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of threads. A trace may say it in four places; the kernel's own name for a thread, which shows where CPUs switch, counts
 * most, then the thread's name in the list of processes, then the command.
 */
final class TaskNames {
    private static final int MOST = 1 << 20;
    private static final int LONGEST = 64;
    private static final String UNKNOWN = "<...>";
    private static final int COMMAND = 0;
    private static final int THREAD = 1;
    private static final int SWITCH = 2;

    private final Map<Integer, Name> names = new HashMap<>();

    private record Name(String text, int rank) {}

    /** Returns the name of a thread. */
    String of(int tid) {
        Name name = names.get(tid);
        return tid == 0 ? "<idle>" : name == null ? UNKNOWN : name.text();
    }

    private void add(int tid, String text, int rank) {
        Name before = names.get(tid);
        if (text.isEmpty() || (before != null && before.rank() > rank) || (before == null && names.size() == MOST)) {
            return;
        }
        String plain = PlainText.of(text);
        names.put(tid, new Name(plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain, rank));
    }

    /** Reads a list of processes and threads. */
    void addTree(ProtoCursor tree) {
        while (tree.next()) {
            switch (tree.field()) {
                case 1 -> addProcess(tree.message());
                case 2 -> addNamed(tree.message(), 1, 2, THREAD);
                default -> tree.skip();
            }
        }
    }

    private void addProcess(ProtoCursor process) {
        long pid = 0;
        String command = "";
        while (process.next()) {
            switch (process.field()) {
                case 1 -> pid = process.number();
                case 3 -> {
                    String word = process.text();
                    command = command.isEmpty() ? word : command;
                }
                default -> process.skip();
            }
        }
        add((int) pid, command.substring(command.lastIndexOf('/') + 1), COMMAND);
    }

    /** Reads the description of a track, if it is a thread's. */
    void addTrack(ProtoCursor track) {
        while (track.next()) {
            if (track.field() == 4 && track.isBytes()) {
                addNamed(track.message(), 2, 5, THREAD);
            } else {
                track.skip();
            }
        }
    }

    /** Reads a switch of a CPU from one thread to another. */
    void addSwitch(ProtoCursor event) {
        String before = "";
        String after = "";
        long beforePid = 0;
        long afterPid = 0;
        while (event.next()) {
            switch (event.field()) {
                case 1 -> before = event.text();
                case 2 -> beforePid = event.number();
                case 5 -> after = event.text();
                case 6 -> afterPid = event.number();
                default -> event.skip();
            }
        }
        add((int) beforePid, before, SWITCH);
        add((int) afterPid, after, SWITCH);
    }

    /** Reads the switches of a CPU in their short form, where names stand once and are referred to by their places. */
    void addSwitches(ProtoCursor switches) {
        List<String> table = new ArrayList<>();
        List<Integer> pids = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        while (switches.next()) {
            switch (switches.field()) {
                case 3 -> addPacked(pids, switches);
                case 5 -> table.add(switches.text());
                case 6 -> addPacked(places, switches);
                default -> switches.skip();
            }
        }
        for (int i = 0; i < Math.min(pids.size(), places.size()); i++) {
            int place = places.get(i);
            if (place >= 0 && place < table.size()) {
                add(pids.get(i), table.get(place), SWITCH);
            }
        }
    }

    private static void addPacked(List<Integer> numbers, ProtoCursor field) {
        if (!field.isBytes()) {
            numbers.add((int) field.number());
            return;
        }
        ProtoCursor packed = field.message();
        while (packed.hasPacked()) {
            numbers.add((int) packed.packed());
        }
    }

    private void addNamed(ProtoCursor message, int pidField, int nameField, int rank) {
        long tid = 0;
        String name = "";
        while (message.next()) {
            if (message.field() == pidField) {
                tid = message.number();
            } else if (message.field() == nameField) {
                name = message.text();
            } else {
                message.skip();
            }
        }
        add((int) tid, name, rank);
    }
}
