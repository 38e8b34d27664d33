package io.gpusched.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command lines that people will copy, and how they are run: inside the test, as if from the root of the repository, while files that
 * they write go to a folder of the test's.
 *
 * <p>The convention, for help and for documents alike:
 *
 * <ul>
 *   <li>In a document, every line of a code block that starts with {@code gpusched} or {@code ./gpusched}, or with a prompt {@code $} before
 *       that, is an example; a backslash at the end continues it. What follows {@code |} is left out, {@code > FILE} writes a file.
 *   <li>An example ends with exit code 0, unless a comment says otherwise: {@code # exit code 1}.
 *   <li>A block whose fence says {@code text} is not run. It is for forms of a command ({@code gpusched run FILE}), and for what takes too
 *       long.
 *   <li>Later examples of a document may read what earlier ones have written.
 * </ul>
 */
final class Examples {
    static final Path ROOT = Path.of("..");
    private static final Pattern EXAMPLE = Pattern.compile("\\s*(?:\\$ )?(?:\\./)?gpusched( .*)?");
    private static final Pattern EXIT_CODE = Pattern.compile("#.*exit code (\\d+)");
    private static final Pattern FILE_NAME = Pattern.compile("[\\w./-]+\\.[a-z0-9]+");

    private Examples() {}

    /** One example. */
    record Example(String line, List<String> words, int exitCode) {
        @Override
        public String toString() {
            return line;
        }
    }

    /** Returns the examples among some lines. */
    static List<Example> among(List<String> lines) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            StringBuilder line = new StringBuilder(lines.get(i));
            while (line.toString().endsWith("\\") && i + 1 < lines.size()) {
                line.setLength(line.length() - 1);
                line.append(lines.get(++i).strip());
            }
            Matcher example = EXAMPLE.matcher(line);
            if (example.matches()) {
                examples.add(of(line.toString().strip(), example.group(1) == null ? "" : example.group(1)));
            }
        }
        return examples;
    }

    private static Example of(String line, String rest) {
        Matcher code = EXIT_CODE.matcher(rest);
        int exitCode = code.find() ? Integer.parseInt(code.group(1)) : ExitCode.FINE;
        String command =
                rest.replaceFirst("\\s#.*", "").replaceFirst("\\s\\|\\s.*", "").strip();
        return new Example(line, command.isEmpty() ? List.of() : List.of(command.split("\\s+")), exitCode);
    }

    /** Returns the examples of a document in Markdown. */
    static List<Example> in(Path document) throws IOException {
        List<String> code = new ArrayList<>();
        String fence = "";
        boolean skipped = false;
        for (String line : Files.readAllLines(document)) {
            String start = line.strip();
            if (fence.isEmpty() && start.startsWith("```")) {
                fence = "```";
                skipped = start.equals("```text");
            } else if (start.equals("```")) {
                fence = "";
            } else if (!fence.isEmpty() && !skipped) {
                code.add(line);
            }
        }
        return among(code);
    }

    /** Runs an example. */
    static Invocation run(Example example, Path folder) throws IOException {
        List<String> words = new ArrayList<>(example.words());
        int arrow = words.indexOf(">");
        Path output = arrow < 0 ? null : place(words.get(arrow + 1), folder);
        Invocation invocation = Invocation.of((arrow < 0 ? words : words.subList(0, arrow))
                .stream().map(word -> moved(word, folder)).toArray());
        if (output != null) {
            Files.write(output, invocation.out(), StandardCharsets.UTF_8);
        }
        return invocation;
    }

    /** Returns a word of an example as it must be here. An option may have its file after an equals sign. */
    private static String moved(String word, Path folder) {
        String unquoted = word.replaceAll("^(['\"])(.*)\\1$", "$2");
        int equals = unquoted.startsWith("--") ? unquoted.indexOf('=') + 1 : 0;
        String value = unquoted.substring(equals);
        boolean isThere = !value.isEmpty() && !value.startsWith("-") && Files.exists(ROOT.resolve(value));
        return isThere || FILE_NAME.matcher(value).matches() && !value.matches("[\\d.]+[a-z]*")
                ? unquoted.substring(0, equals) + place(value, folder)
                : unquoted;
    }

    /** What is in the repository is taken from there, and everything else is in the test's folder. */
    private static Path place(String file, Path folder) throws IllegalArgumentException {
        Path there = ROOT.resolve(file);
        Path parent = there.getParent();
        boolean inRepository = Files.exists(there)
                || file.contains("/") && parent != null && Files.exists(parent) && !file.startsWith("/");
        return inRepository ? there : folder.resolve(file.replace('/', '_'));
    }
}
