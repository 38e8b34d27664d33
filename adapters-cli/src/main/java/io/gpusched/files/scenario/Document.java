package io.gpusched.files.scenario;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** The YAML document of a scenario: there is one, and nothing is made of it but nodes, which know their places. */
final class Document {
    private static final int MAX_CHARACTERS = 64 << 20;
    private static final int SMALLEST_BUFFER = 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private Document() {}

    /** Returns the root of the document, or null after adding what is wrong with the text. */
    static @Nullable Node root(String text, NodeProblems problems) {
        String bare = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        if (bare.length() > MAX_CHARACTERS) {
            problems.add(0, 0, "is longer than " + MAX_CHARACTERS + " characters; expected a scenario");
            return null;
        }
        return compose(bare, problems);
    }

    private static @Nullable Node compose(String text, NodeProblems problems) {
        List<Node> documents = new ArrayList<>();
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setCodePointLimit(MAX_CHARACTERS)
                    .setAllowNonScalarKeys(true)
                    // The library copies what it still has to read once for every buffer that it fills, so a small
                    // buffer makes a long value
                    // take a time that grows with the square of its length.
                    .setBufferSize(Math.max(SMALLEST_BUFFER, text.length()))
                    .build();
            new Compose(settings).composeAllFromString(text).forEach(documents::add);
        } catch (MarkedYamlEngineException failure) {
            addSyntax(failure, problems);
            return null;
        } catch (StackOverflowError tooDeep) {
            // The library reads nested collections by recursion, and sets no limit.
            problems.add(1, 1, "the scenario is nested too deeply; expected at most a few levels");
            return null;
        } catch (ReaderException failure) {
            addCharacter(failure, text, problems);
            return null;
        } catch (YamlEngineException failure) {
            problems.add(1, 1, "this is not YAML: " + failure.getMessage());
            return null;
        }
        if (documents.isEmpty()) {
            problems.add(1, 1, "the scenario is empty; expected keys such as rings, entities and clients");
            return null;
        }
        for (Node another : documents.subList(1, documents.size())) {
            problems.add(another, "a second document begins here; a file holds one scenario, so remove the '---'");
        }
        return documents.getFirst();
    }

    private static void addSyntax(MarkedYamlEngineException failure, NodeProblems problems) {
        Mark mark = failure.getProblemMark().or(failure::getContextMark).orElseThrow();
        String context = failure.getContext() == null ? "" : ", " + failure.getContext();
        String problem = failure.getProblem();
        String advice = problem.contains("\\t") ? "; indent with spaces, not with tabs" : "";
        problems.add(mark, "this is not YAML: " + problem + context + advice);
    }

    private static void addCharacter(ReaderException failure, String text, NodeProblems problems) {
        int at = Math.min(
                text.offsetByCodePoints(0, Math.min(failure.getPosition(), text.codePointCount(0, text.length()))),
                text.length());
        String before = text.substring(0, at);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = at - before.lastIndexOf('\n');
        problems.add(
                line,
                column,
                String.format(
                        "this is not text: character U+%04X; expected a scenario in UTF-8", failure.getCodePoint()));
    }
}
