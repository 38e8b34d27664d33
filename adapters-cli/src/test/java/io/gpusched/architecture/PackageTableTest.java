package io.gpusched.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The table of packages in docs/architecture.md has one row for each package of the five modules, and each row names types of that
 * package to begin with.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageTableTest {
    private List<Row> rows = List.of();

    /**
     * One row of the table.
     *
     * @param packageName the package, without the root that all packages share
     * @param sentence what the package holds
     * @param beginWith the types to read first
     */
    private record Row(String packageName, String sentence, List<String> beginWith) {
        static Row parse(String line) {
            String[] cells = line.split("\\|", -1);
            assertThat(cells).as("cells of %s", line).hasSize(6);
            List<String> named = CodeNames.in(cells[1]);
            assertThat(named).as("packages of %s", line).hasSize(1);
            return new Row(named.getFirst(), cells[2].strip(), CodeNames.in(cells[3]));
        }

        /** Returns the types that the package does not have. */
        List<String> strangers() {
            String full = Root.CODE.type(packageName);
            return beginWith.stream()
                    .filter(type -> !CodeNames.exists(type, full))
                    .toList();
        }
    }

    @BeforeAll
    void read() throws IOException {
        rows = Files.readString(SourceFile.top().resolve("docs/architecture.md"))
                .replaceFirst("(?s).*\n## Packages\n", "")
                .replaceFirst("(?s)\n## .*", "")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(Row::parse)
                .toList();
    }

    @Test
    void every_package_has_one_row_and_every_row_a_package() {
        List<String> named = rows.stream().map(Row::packageName).toList();

        assertThat(named).doesNotHaveDuplicates();
        assertThat(packages())
                .as("packages without a row: add one to the table in docs/architecture.md")
                .filteredOn(each -> !named.contains(each))
                .isEmpty();
        assertThat(named)
                .as("rows without a package: remove them from docs/architecture.md")
                .filteredOn(each -> !packages().contains(each))
                .isEmpty();
    }

    private static Set<String> packages() {
        return SourceFile.allOfTheProject().stream()
                .map(SourceFile::path)
                .filter(path -> path.contains("/src/main/java/io/gpusched/") && !path.endsWith("/package-info.java"))
                .map(path -> path.replaceFirst(".*/src/main/java/io/gpusched/", "")
                        .replaceFirst("/[^/]+$", "")
                        .replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_row_has_a_sentence_and_names_types_of_its_package() {
        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            assertThat(row.sentence()).as(row.packageName()).isNotEmpty();
            assertThat(row.beginWith()).as(row.packageName()).isNotEmpty();
            assertThat(row.strangers()).as(row.packageName()).isEmpty();
        });
    }

    @Test
    void a_type_of_another_package_is_found_out() {
        assertThat(Row.parse("| `domain.fence` | Signals. | `Fence`, `Job` | |").strangers())
                .containsExactly("Job");
    }
}
