package io.gpusched.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What class files do not tell: comments, lengths, and tests of other modules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourcesTest {
    private static final int MAX_LINES = 300;

    /** Files longer than that, and why. */
    private static final Map<String, String> LONG_FOR_A_REASON = Map.of(
            "domain/src/main/java/io/gpusched/domain/sched/Entity.java",
            "holds its queue of jobs itself: a class for that would cost an object for each idle entity",
            "application/src/main/java/io/gpusched/application/device/Device.java",
            "every way in to a device, in one place as in the kernel's header; each hands on in a line or two");

    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?m)^public (?:(?:abstract|final|sealed|non-sealed|strictfp) )*(?:class|interface|record|enum|@interface) (\\w+)");

    private static final Pattern DOCUMENTED = Pattern.compile("(?s).*\\*/\\s*(@[\\w.]+(\\([^)]*\\))?\\s*)*");

    private static final Pattern LEFT_OPEN = Pattern.compile("\\b(TOD[O]|FIXM[E]|XX[X])\\b");

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

    @Test
    void no_file_is_too_long_to_be_read_at_once() {
        Predicate<SourceFile> tooLong = file -> file.text().lines().count() > MAX_LINES;

        assertThat(tooLong).accepts(planted("\n".repeat(MAX_LINES + 1)));
        assertThat(tooLong).rejects(planted("\n".repeat(MAX_LINES)));
        assertThat(all.stream().filter(SourceFile::isShipped).filter(tooLong).map(SourceFile::path))
                .containsExactlyInAnyOrderElementsOf(LONG_FOR_A_REASON.keySet());
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
