package io.gpusched.files.trace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one event, in whatever spelling: {@code key=value} or {@code key:value}, parted by commas or, in raw output, by spaces.
 * Every method that reads one notes what is wrong with it, and returns a value that lets reading go on; it counts only if
 * {@link #odd} returns null in the end.
 */
final class EventFields {
    private static final int MAX_HEX_DIGITS = 16;
    private static final int LONGEST_NAME = 255;
    /** A fence in brackets is shorter: two keys, and two numbers of at most 20 digits. */
    private static final int LONGEST_FENCE = 80;

    private final TraceEvent event;
    private final String text;
    private final boolean commas;
    private LineContent.@Nullable Odd odd;

    EventFields(TraceEvent event) {
        this.event = event;
        this.text = event.text();
        this.commas = text.indexOf(", ", event.fieldsAt()) >= 0;
    }

    /** Returns the first thing that is wrong, or null. */
    LineContent.@Nullable Odd odd() {
        return odd;
    }

    private void odd(int at, String message) {
        if (odd == null) {
            odd = new LineContent.Odd(at + 1, event.name() + ": " + message);
        }
    }

    /** Returns where the value of a key begins, or -1. */
    int find(String key) {
        return find(key, event.fieldsAt());
    }

    /** Returns where the value of a key begins that stands at or after a place, or -1. */
    int find(String key, int from) {
        return find(key, from, text.length());
    }

    private int find(String key, int from, int to) {
        for (int at = text.indexOf(key, from, to); at >= 0; at = text.indexOf(key, at + 1, to)) {
            int end = at + key.length();
            boolean begins = at == event.fieldsAt() || " ,({".indexOf(text.charAt(at - 1)) >= 0;
            if (begins && end < text.length() && (text.charAt(end) == '=' || text.charAt(end) == ':')) {
                return end + 1;
            }
        }
        return -1;
    }

    private int findEither(String key, String other) {
        int at = find(key);
        return at >= 0 ? at : find(other);
    }

    private int required(String key, String other) {
        int at = findEither(key, other);
        if (at < 0) {
            odd(event.fieldsAt(), "there is no field '" + key + "='");
        }
        return at;
    }

    /** Returns a text, or an empty one if the key is missing. */
    String textOrEmpty(String key) {
        int at = find(key);
        if (at < 0) {
            return "";
        }
        int end = valueEnd(at);
        if (end - at > LONGEST_NAME) {
            odd(at, "'" + key + "' is longer than " + LONGEST_NAME + " characters");
            return "";
        }
        return text.substring(at, end);
    }

    /** Returns a text without spaces. */
    String word(String key) {
        int at = required(key, key);
        return at < 0 ? "" : shown(at);
    }

    /** Records that a fence is missing. */
    FenceKey missing(String what) {
        odd(event.fieldsAt(), "there is no '" + what + "='");
        return new FenceKey(event.source(), 0, 0);
    }

    String text(String key, String other) {
        int at = required(key, other);
        if (at < 0) {
            return "";
        }
        int end = valueEnd(at);
        if (end == at) {
            odd(at, "'" + key + "' is empty");
        } else if (end - at > LONGEST_NAME) {
            odd(at, "'" + key + "' is longer than " + LONGEST_NAME + " characters");
            return "";
        }
        return text.substring(at, end);
    }

    private int valueEnd(int at) {
        int end = text.indexOf(commas ? ',' : ' ', at);
        return end < 0 ? text.stripTrailing().length() : end;
    }

    long number(String key) {
        return number(key, key);
    }

    /** Reads a number that goes by one of two names. */
    long number(String key, String other) {
        int at = required(key, other);
        return at < 0 ? 0 : numberAt(at, key);
    }

    long numberOr(String key, String other, long absent) {
        int at = findEither(key, other);
        return at < 0 ? absent : numberAt(at, key);
    }

    /** Reads an unsigned number of up to 64 bits. */
    private long numberAt(int at, String key) {
        int end = digitsEnd(at);
        try {
            return Long.parseUnsignedLong(text, at, end, 10);
        } catch (NumberFormatException notOne) {
            odd(at, "'" + key + "' is '" + shown(at) + "'; expected a whole number");
            return 0;
        }
    }

    private int digitsEnd(int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** Reads a fence in any of its four spellings. */
    FenceKey fence() {
        int at = find("fence");
        if (at >= 0) {
            return fenceAt(at);
        }
        if (find("fence_context") < 0) {
            return missing("fence");
        }
        return new FenceKey(event.source(), number("fence_context"), number("fence_seqno"));
    }

    /** Reads a fence at a place in the line: {@code context:seqno}, {@code (context:.., seqno:..)} or an address. */
    FenceKey fenceAt(int at) {
        int colon = digitsEnd(at);
        if (colon > at && colon < text.length() && text.charAt(colon) == ':') {
            return new FenceKey(event.source(), numberAt(at, "fence"), numberAt(colon + 1, "fence"));
        }
        if (text.startsWith("(context", at)) {
            int end = Math.min(text.length(), at + LONGEST_FENCE);
            int context = find("context", at, end);
            int seqno = find("seqno", at, end);
            if (context >= 0 && seqno >= 0) {
                return new FenceKey(event.source(), numberAt(context, "context"), numberAt(seqno, "seqno"));
            }
        }
        return new FenceKey(event.source(), FenceKey.ADDRESS, addressAt(at, "fence"));
    }

    /** Reads a list of fences in braces; a key that is missing is an empty list. */
    List<FenceKey> fences(String key) {
        int from = find(key);
        if (from < 0) {
            return List.of();
        }
        List<FenceKey> found = new ArrayList<>();
        int end = text.indexOf('}', from);
        for (int at = text.indexOf('(', from); at >= 0 && at < end; at = text.indexOf('(', at + 1)) {
            found.add(fenceAt(at));
        }
        return found;
    }

    /** Reads an address, which can only be compared with others. */
    long address(String key) {
        int at = required(key, key);
        return at < 0 ? 0 : addressAt(at, key);
    }

    private long addressAt(int at, String key) {
        int start = text.startsWith("0x", at) ? at + 2 : at;
        int end = start;
        while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0) {
            end++;
        }
        boolean ends = end == text.length() || text.charAt(end) == ',' || text.charAt(end) == ' ';
        if (end == start || end - start > MAX_HEX_DIGITS || !ends) {
            odd(at, "'" + key + "' is '" + shown(at) + "'; expected context:seqno, or an address in old traces");
            return 0;
        }
        return Long.parseUnsignedLong(text, start, end, 16);
    }

    private String shown(int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != ' ') {
            end++;
        }
        return text.substring(at, end);
    }
}
