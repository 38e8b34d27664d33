package io.gpusched.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What package texts and their drawings name is there: nobody renames them along with a type. */
class PackageTextsTest {
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*.*?\\*/");

    /** Two words or more written as one, as types are. */
    private static final Pattern TYPE = Pattern.compile("\\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+\\b");

    @Test
    void every_package_has_a_text() {
        assertThat(texts())
                .hasSizeGreaterThan(40)
                .allMatch(file -> COMMENT.matcher(file.text()).find(), "has a comment");
    }

    @Test
    void every_type_that_a_package_text_names_exists() {
        assertThat(texts())
                .allSatisfy(file -> assertThat(missing(file)).as(file.path()).isEmpty());
    }

    @Test
    void a_type_that_is_gone_is_found_out() {
        SourceFile planted = new SourceFile("Planted.java", "/** RunJob, then WalkJob. */ package planted;");

        assertThat(missing(planted)).containsExactly("WalkJob");
    }

    private static List<SourceFile> texts() {
        return SourceFile.allOfTheProject().stream()
                .filter(file -> file.path().matches(".*/src/main/.*/package-info\\.java"))
                .toList();
    }

    private static List<String> missing(SourceFile file) {
        return COMMENT.matcher(file.text())
                .results()
                .map(MatchResult::group)
                .flatMap(comment -> TYPE.matcher(comment).results().map(MatchResult::group))
                .filter(name -> !CodeNames.exists(name))
                .toList();
    }
}
