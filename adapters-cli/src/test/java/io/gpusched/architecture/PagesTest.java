package io.gpusched.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** README, CONTRIBUTING and docs hang together: links lead somewhere, pages begin with a command, the glossary names the code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final String BLOCK = "\n```";

    private Page readme = new Page(Path.of(""), "");
    private List<Page> docs = List.of();

    /**
     * One page in Markdown.
     *
     * @param path where it is
     * @param text what it says
     */
    private record Page(Path path, String text) {
        static Page read(Path path) {
            try {
                return new Page(path, Files.readString(path));
            } catch (IOException failure) {
                throw new AssertionError(path + " cannot be read", failure);
            }
        }

        /** Returns where the links within the project lead; those to the web are left out. */
        List<String> links() {
            return LINK.matcher(text)
                    .results()
                    .map((MatchResult link) -> link.group(1))
                    .filter(link -> !link.matches("[a-z]+:.*"))
                    .toList();
        }

        List<String> deadLinks() {
            return links().stream().filter(link -> !leadsSomewhere(link)).toList();
        }

        private boolean leadsSomewhere(String link) {
            String[] parts = link.split("#", 2);
            Path target = path.resolveSibling(parts[0]);
            return Files.exists(target)
                    && (parts.length == 1 || pageAt(parts[0]).anchors().anyMatch(parts[1]::equals));
        }

        private Page pageAt(String link) {
            return link.isEmpty() ? this : read(path.resolveSibling(link));
        }

        /** Returns the anchors of the headings, as GitHub makes them. */
        private Stream<String> anchors() {
            return HEADING.matcher(text)
                    .results()
                    .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", ""))
                    .map(heading -> heading.replace(' ', '-'));
        }

        /** Returns what comes before the first section. */
        String beginning() {
            return text.replaceFirst("(?s)\n## .*", "");
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    @BeforeAll
    void read() throws IOException {
        Path top = SourceFile.top();
        readme = Page.read(top.resolve("README.md"));
        try (Stream<Path> files = Files.list(top.resolve("docs"))) {
            docs = files.filter(file -> file.toString().endsWith(".md"))
                    .map(Page::read)
                    .toList();
        }
    }

    @Test
    void every_link_leads_somewhere() {
        Page contributing = Page.read(SourceFile.top().resolve("CONTRIBUTING.md"));

        assertThat(Stream.concat(docs.stream(), Stream.of(readme, contributing)))
                .allSatisfy(
                        page -> assertThat(page.deadLinks()).as(page.toString()).isEmpty());
    }

    @Test
    void the_readme_leads_to_every_page() {
        assertThat(docs)
                .hasSizeGreaterThan(10)
                .allSatisfy(page -> assertThat(readme.links())
                        .contains("docs/" + page.path().getFileName()));
    }

    @Test
    void every_page_shows_a_command_before_its_first_section() {
        assertThat(docs).filteredOn(page -> !page.beginning().contains(BLOCK)).isEmpty();
    }

    @Test
    void every_page_begins_with_whom_it_is_for() {
        assertThat(docs)
                .filteredOn(page -> !page.text().matches("(?s)# [^\n]+\n\nFor (?:those|teams|whoever) .*"))
                .isEmpty();
    }

    @Test
    void every_word_of_the_glossary_is_the_name_of_what_it_stands_for() {
        List<String[]> rows = readme.text()
                .replaceFirst("(?s).*\n## Glossary\n", "")
                .lines()
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1))
                .toList();

        assertThat(rows).hasSizeGreaterThan(10).allSatisfy(cells -> {
            List<String> names = CodeNames.in(cells[2]);
            assertThat(names).as(cells[1]).isNotEmpty().allMatch(CodeNames::exists);
            assertThat(names)
                    .as(cells[1])
                    .anyMatch(name -> name.toLowerCase(Locale.ROOT)
                            .endsWith(cells[1].replace(" ", "").toLowerCase(Locale.ROOT)));
        });
    }

    @Test
    void a_dead_link_is_found_out() {
        Page page = new Page(
                SourceFile.top().resolve("docs/answers.md"),
                "# Planted\n## One more, here\n[a](traces.md#fidelity) [b](traces.md#nothing) [c](nowhere.md) [d](#one-more-here) "
                        + "[e](https://example.org) [f](../README.md)\n");

        assertThat(page.deadLinks()).containsExactly("traces.md#nothing", "nowhere.md");
    }
}
