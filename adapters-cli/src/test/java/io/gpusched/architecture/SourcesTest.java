package io.gpusched.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What class files do not tell: comments, lengths, and tests of other modules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourcesTest {
    /** Files with more lines than this need a reason. */
    private static final int LONG = 300;

    private static final String REASONS = "adapters-cli/src/test/resources/architecture/long-files.txt";

    private static final Pattern REASON = Pattern.compile("(\\S+\\.java): (\\S.{19,})");

    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?m)^public (?:(?:abstract|final|sealed|non-sealed|strictfp) )*(?:class|interface|record|enum|@interface) (\\w+)");

    private static final Pattern DOCUMENTED = Pattern.compile("(?s).*\\*/\\s*(@[\\w.]+(\\([^)]*\\))?\\s*)*");

    private static final Pattern LEFT_OPEN = Pattern.compile("\\b(TOD[O]|FIXM[E]|XX[X])\\b");

    /** "Some of which" and "told apart" are English. */
    private static final Pattern HARD_TO_READ = Pattern.compile(
            "(?<!(?:each|some|all|most|one) )\\bof which\\b|\\bwhat is no\\b|\\bby lot\\b|\\b(?:is|are|was|were) told\\b(?! apart)");

    private static final Pattern REACHES_IN = Pattern.compile("\\b(set|try)Access[i]ble\\(");

    private List<SourceFile> all = List.of();

    @BeforeAll
    void readTheSources() {
        all = SourceFile.allOfTheProject();
    }

    @ParameterizedTest
    @ValueSource(strings = {"domain", "application", "adapters-executor", "adapters-gpu-sim", "adapters-cli"})
    void every_module_was_read(String module) {
        assertThat(all).filteredOn(file -> file.isIn(module + "/src/main")).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void public_types_of_the_core_are_documented() {
        Predicate<SourceFile> undocumented = file -> PUBLIC_TYPE
                .matcher(file.text())
                .results()
                .anyMatch(type -> !DOCUMENTED
                        .matcher(file.text().substring(0, type.start()))
                        .matches());

        assertThat(undocumented).accepts(planted("import x.Y;\n\n@Z\npublic final class Bare {}"));
        assertThat(undocumented).rejects(planted("/** What it is. */\n@Z(\"z\")\npublic final class Clothed {}"));
        assertThat(all)
                .filteredOn(file -> file.isIn("domain/src/main") || file.isIn("application/src/main"))
                .filteredOn(undocumented)
                .isEmpty();
    }

    /** There is no cap, since a cap cuts a class where no concept ends. */
    @Test
    void every_long_file_has_a_reason() throws IOException {
        Map<String, String> reasons = reasons(Files.readString(SourceFile.top().resolve(REASONS)));
        List<String> longFiles = all.stream()
                .filter(SourceFile::isShipped)
                .filter(SourcesTest::isLong)
                .map(SourceFile::path)
                .toList();

        assertThat(longFiles)
                .as(
                        "files of more than %d lines without a reason: cut the file where a concept ends, or, if none does, add a line "
                                + "'PATH: REASON' to %s and have the reason reviewed",
                        LONG, REASONS)
                .filteredOn(file -> !reasons.containsKey(file))
                .isEmpty();
        assertThat(reasons.keySet())
                .as("files that are not long any more, or are gone: remove their lines from %s", REASONS)
                .filteredOn(file -> !longFiles.contains(file))
                .isEmpty();
    }

    @Test
    void a_long_file_and_a_line_without_a_reason_are_found_out() {
        assertThat(isLong(planted("\n".repeat(LONG + 1)))).isTrue();
        assertThat(isLong(planted("\n".repeat(LONG)))).isFalse();
        assertThat(reasons("# a comment\n\nA.java: one concept, read from top to bottom\n"))
                .containsExactly(Map.entry("A.java", "one concept, read from top to bottom"));
        assertThatThrownBy(() -> reasons("A.java: long\n")).hasMessageContaining("A.java: long");
    }

    @Test
    void no_text_uses_phrases_that_are_hard_to_read() throws IOException {
        List<SourceFile> texts =
                new ArrayList<>(all.stream().filter(SourceFile::isShipped).toList());
        try (Stream<Path> pages = Files.list(SourceFile.top().resolve("docs"))) {
            for (Path page :
                    pages.filter(each -> each.toString().endsWith(".md")).toList()) {
                texts.add(new SourceFile(page.getFileName().toString(), Files.readString(page)));
            }
        }
        Predicate<SourceFile> hard =
                file -> HARD_TO_READ.matcher(inOneLine(file)).find();

        assertThat(hard).accepts(planted("/** A job of\n * which nothing is known. */"));
        assertThat(texts).hasSizeGreaterThan(all.size() / 2).filteredOn(hard).isEmpty();
    }

    private static String inOneLine(SourceFile file) {
        return file.text().replaceAll("\\s*\n\\s*(?:\\*|//)?\\s*", " ");
    }

    /** A fault is planted through a fake, or through a class of the tests that stands in the package of what it changes. */
    @Test
    void nothing_reaches_into_private_members() {
        Predicate<SourceFile> reachesIn =
                file -> REACHES_IN.matcher(file.text()).find();

        assertThat(reachesIn).accepts(planted("field.setAccess" + "ible(true);"));
        assertThat(all).filteredOn(reachesIn).isEmpty();
    }

    private static boolean isLong(SourceFile file) {
        return file.text().lines().count() > LONG;
    }

    /** Returns the files of a list of reasons: a line {@code PATH: REASON} for each; lines that begin with # are comments. */
    private static Map<String, String> reasons(String list) {
        return list.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> {
                    Matcher reason = REASON.matcher(line);
                    assertThat(reason.matches())
                            .as("'%s' is a path, a colon and a reason of 20 characters or more", line)
                            .isTrue();
                    return reason.toMatchResult();
                })
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    }

    @Test
    void nothing_is_left_open() {
        Predicate<SourceFile> open = file -> LEFT_OPEN.matcher(file.text()).find();

        assertThat(open).accepts(planted("// TOD" + "O later"));
        assertThat(all).filteredOn(open).isEmpty();
    }

    @Test
    void tests_of_the_domain_use_the_domain_and_no_mocks() {
        Predicate<SourceFile> mocking = file -> file.text().contains("org.mockito");

        assertThat(mocking).accepts(planted("import static org.mockito.Mockito.mock;"));
        assertThat(all)
                .filteredOn(file -> file.isIn("domain/src"))
                .isNotEmpty()
                .filteredOn(mocking)
                .isEmpty();
    }

    private static SourceFile planted(String text) {
        return new SourceFile("Planted.java", text);
    }
}
