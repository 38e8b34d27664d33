package io.gpusched.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each library has its reason on a page, and the page names no library that is not there. */
class DependenciesPageTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            List.of("domain", "application", "adapters-executor", "adapters-gpu-sim", "adapters-cli");
    private static final Pattern DEPENDENCY =
            Pattern.compile("<(?:dependency|path)>\\s*<groupId>[^<]*</groupId>\\s*<artifactId>([^<]*)</artifactId>");
    private static final Pattern MANAGED =
            Pattern.compile("<dependencyManagement>.*?</dependencyManagement>", Pattern.DOTALL);
    private static final Pattern PROFILES = Pattern.compile("<profiles>.*</profiles>", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*) \\|");
    private static final Pattern NAME = Pattern.compile("`([^`]*)`");

    @Test
    void names_each_library_of_the_poms_and_no_other() throws IOException {
        assertThat(onThePage()).containsExactlyInAnyOrderElementsOf(inThePoms());
    }

    private static Collection<String> onThePage() throws IOException {
        Collection<String> names = new TreeSet<>();
        ROW.matcher(Files.readString(ROOT.resolve("docs/dependencies.md")))
                .results()
                .forEach(row -> NAME.matcher(row.group(1))
                        .results()
                        .map(name -> name.group(1))
                        .forEach(names::add));
        return names;
    }

    private static Collection<String> inThePoms() throws IOException {
        Collection<String> names = new TreeSet<>();
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        addNames(MANAGED.matcher(PROFILES.matcher(parent).replaceAll("")).replaceAll(""), names);
        for (String module : MODULES) {
            addNames(Files.readString(ROOT.resolve(module).resolve("pom.xml")), names);
        }
        names.removeIf(name -> name.startsWith("gpusched-"));
        return names;
    }

    private static void addNames(String pom, Collection<String> names) {
        DEPENDENCY.matcher(pom).results().map(MatchResult::group).forEach(whole -> {
            var matcher = DEPENDENCY.matcher(whole);
            if (matcher.find()) {
                names.add(matcher.group(1));
            }
        });
    }
}
