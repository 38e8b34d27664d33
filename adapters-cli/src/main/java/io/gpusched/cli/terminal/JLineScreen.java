package io.gpusched.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;

/** The terminal that the program was started on, with JLine. Used by one thread. */
public final class JLineScreen implements FullScreen {
    private static final String HOME = "\033[H";
    private static final String NEXT_LINE = "\033[K\r\n";
    private static final String CLEAR_REST = "\033[K\033[J";
    private final Terminal terminal;
    private final Attributes before;

    private JLineScreen(Terminal terminal) {
        this.terminal = terminal;
        this.before = terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        // Ctrl-C is a key like others.
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
    }

    /**
     * Takes the terminal.
     *
     * @throws UncheckedIOException if there is none
     */
    public static JLineScreen take() {
        try {
            return new JLineScreen(
                    TerminalBuilder.builder().system(true).dumb(false).build());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public int columns() {
        return Math.max(terminal.getColumns(), 1);
    }

    @Override
    public int rows() {
        return Math.max(terminal.getRows(), 1);
    }

    @Override
    public void draw(List<String> lines) {
        terminal.writer().write(HOME + String.join(NEXT_LINE, lines) + CLEAR_REST);
        terminal.flush();
    }

    @Override
    public int read(long millis) {
        try {
            return terminal.reader().read(millis);
        } catch (IOException gone) {
            return END;
        }
    }

    @Override
    public void close() {
        terminal.puts(Capability.cursor_visible);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        terminal.setAttributes(before);
        try {
            terminal.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
