package io.gpusched.files;

import java.nio.charset.StandardCharsets;

/** Files that people take for a trace that can be read, and what to do with them. */
final class OtherFile {
    private static final int LONGEST = 64;

    private OtherFile() {}

    /** Tells whether a file that begins so is one of them. */
    static boolean begins(byte[] beginning) {
        return !of(beginning).isEmpty();
    }

    /** Returns what to do with a file that begins so; empty if it is none of them. */
    static String of(byte[] beginning) {
        String first = new String(beginning, 0, Math.min(beginning.length, LONGEST), StandardCharsets.ISO_8859_1);
        if (first.startsWith("PERFILE2") || first.startsWith("PERFFILE")) {
            return "this is a perf.data; print it with 'perf script --ns -F comm,pid,tid,cpu,time,event,trace -i FILE > t.txt' "
                    + "and read that";
        }
        String text = first.stripLeading();
        if (text.startsWith("{\"traceEvents\"")) {
            return "this is Chrome's JSON, which holds what was drawn and not the kernel's events; "
                    + "read the trace that it was made of";
        }
        if (text.startsWith("<!DOCTYPE html") || text.startsWith("<html")) {
            return "this is a page; save the trace in it as text, and read that";
        }
        return "";
    }
}
