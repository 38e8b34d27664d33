package io.gpusched.views.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gpusched.cli.Main;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** KernelShark opens a trace.dat of a run and draws it; on a virtual display, whose pixels are looked at. */
@Timeout(90)
class KernelSharkTest {
    private static final List<String> PROGRAMS = List.of("kernelshark", "Xvfb", "xdotool");
    private static final int COLOURED_PIXELS = 2_000;
    private static final int STRONG_COLOUR = 100;
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void endWhatWasStarted() throws InterruptedException {
        Collections.reverse(processes);
        for (Process each : processes) {
            each.destroy();
            each.waitFor();
        }
    }

    @Test
    void draws_the_events_of_a_run() throws IOException {
        PROGRAMS.forEach(each ->
                assumeTrue(isInstalled(each), "skipped: needs " + each + " (packages kernelshark, xvfb, xdotool)"));
        Path trace = folder.resolve("run.dat");
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Main.run(nowhere, nowhere, "run", "../samples/hanging-client.yaml", "--trace-dat", trace.toString());
        String display = startDisplay();

        start(display, "kernelshark", trace.toString());

        // It warns those who are root, and waits for a key.
        while (ask(display, "xdotool", "search", "--name", "Kernel Shark .*run.dat")
                .isEmpty()) {
            ask(display, "xdotool", "key", "Return");
            stopIfInterrupted();
        }
        while (colouredPixels() < COLOURED_PIXELS) {
            stopIfInterrupted();
        }
        assertThat(colouredPixels()).isGreaterThanOrEqualTo(COLOURED_PIXELS);
    }

    private static void stopIfInterrupted() {
        if (Thread.interrupted()) {
            throw new IllegalStateException("waited in vain");
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }

    /** Starts a display without a screen, which chooses its number itself. */
    private String startDisplay() throws IOException {
        Process server = new ProcessBuilder(
                        "Xvfb",
                        "-displayfd",
                        "1",
                        "-screen",
                        "0",
                        "1280x800x24",
                        "-nolisten",
                        "tcp",
                        "-fbdir",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.add(server);
        BufferedReader number = server.inputReader(StandardCharsets.UTF_8);
        return ":" + number.readLine();
    }

    private Process start(String display, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".log").toFile());
        builder.environment().put("DISPLAY", display);
        builder.environment().put("HOME", folder.toString());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private String ask(String display, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DISPLAY", display);
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** Counts the pixels with a strong colour: the window is grey, the events in it are not. The file is in the form of xwd. */
    private int colouredPixels() throws IOException {
        ByteBuffer screen = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("Xvfb_screen0")));
        int width = screen.getInt(4 * 4);
        int height = screen.getInt(5 * 4);
        int bytesPerLine = screen.getInt(12 * 4);
        int start = screen.getInt(0) + screen.getInt(19 * 4) * 12;
        int coloured = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = start + y * bytesPerLine + x * 4;
                int blue = screen.get(at) & 0xff;
                int green = screen.get(at + 1) & 0xff;
                int red = screen.get(at + 2) & 0xff;
                int most = Math.max(red, Math.max(green, blue));
                int least = Math.min(red, Math.min(green, blue));
                coloured += most - least > STRONG_COLOUR ? 1 : 0;
            }
        }
        return coloured;
    }
}
