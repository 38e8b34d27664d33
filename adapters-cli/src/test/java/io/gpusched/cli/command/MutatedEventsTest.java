package io.gpusched.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an event file holds, its judges answer: they find it right, find it wrong, or say which line they cannot read. */
class MutatedEventsTest {
    private static final int MUTATIONS = 120;
    private static final Pattern NUMBER = Pattern.compile("(?<=[:\\[,j])\\d+");
    private static final List<String> NUMBERS = List.of(
            "0", "1", "2", "9", "4096", "2147483648", "99999999999999999999", "-1", "1.5", "\"x\"", "null", "[]");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"errors-rr.case", "reset-fair.case", "timeout.case"})
    void no_mutation_is_an_error_of_the_program(String name) throws IOException {
        Path whole = folder.resolve("whole.jsonl");
        Invocation run = Invocation.of("run", Path.of("..", "samples", "cases", name), "--events", whole);
        assertThat(run.exitCode()).isEqualTo(ExitCode.FINE);
        List<String> lines = Files.readAllLines(whole);
        SplittableRandom random = new SplittableRandom(name.hashCode());

        for (int i = 0; i < MUTATIONS; i++) {
            Path mutated = Files.write(folder.resolve("mutated.jsonl"), mutated(lines, random));

            assertAnswers(Invocation.of("verify", mutated), mutated);
            assertAnswers(Invocation.of("why", mutated, 0), mutated);
        }
    }

    private static void assertAnswers(Invocation judged, Path file) throws IOException {
        assertThat(judged.exitCode())
                .as("%s%n%s", judged.err(), Files.readString(file))
                .isIn(ExitCode.FINE, ExitCode.DIFFERENT, ExitCode.BAD_INPUT);
        if (judged.exitCode() == ExitCode.BAD_INPUT) {
            assertThat(judged.err()).isNotEmpty().noneMatch(each -> each.contains("java."));
        }
    }

    private static List<String> mutated(List<String> lines, SplittableRandom random) {
        List<String> mutated = new ArrayList<>(lines);
        for (int i = random.nextInt(1, 4); i > 0 && mutated.size() > 2; i--) {
            int at = random.nextInt(random.nextInt(4) == 0 ? 1 : mutated.size());
            switch (random.nextInt(5)) {
                case 0 -> mutated.remove(Math.max(at, 1));
                case 1 -> mutated.add(at, mutated.get(random.nextInt(1, mutated.size())));
                case 2 -> mutated.add(random.nextInt(1, mutated.size()), mutated.remove(Math.max(at, 1)));
                case 3 ->
                    mutated.set(
                            at,
                            mutated.get(at)
                                    .substring(0, random.nextInt(mutated.get(at).length())));
                default -> mutated.set(at, withAnotherNumber(mutated.get(at), random));
            }
        }
        return mutated;
    }

    private static String withAnotherNumber(String line, SplittableRandom random) {
        List<int[]> places = new ArrayList<>();
        Matcher numbers = NUMBER.matcher(line);
        while (numbers.find()) {
            places.add(new int[] {numbers.start(), numbers.end()});
        }
        if (places.isEmpty()) {
            return line;
        }
        int[] place = places.get(random.nextInt(places.size()));
        return line.substring(0, place[0]) + NUMBERS.get(random.nextInt(NUMBERS.size())) + line.substring(place[1]);
    }
}
