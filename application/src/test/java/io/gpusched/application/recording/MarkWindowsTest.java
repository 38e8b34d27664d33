package io.gpusched.application.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.application.insight.Window;
import io.gpusched.application.recording.Recording.Mark;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs write into a trace, and the windows that it makes. */
class MarkWindowsTest {
    private static final long END = 1_000;

    /** Marks of one thread, at 10, 20, and so on. */
    private static List<Window> windows(String... texts) {
        List<Mark> marks = new ArrayList<>();
        for (String each : texts) {
            marks.add(mark(10L * (marks.size() + 1), 7, each));
        }
        return MarkWindows.of(marks, END);
    }

    private static Mark mark(long nanos, long thread, String text) {
        return new Mark(nanos, "app", thread, text);
    }

    @Test
    void android_marks_nest() {
        assertThat(windows("B|7|frame", "B|7|draw", "E|7", "E|7"))
                .containsExactly(new Window("frame", 10, 40), new Window("draw", 20, 30));
    }

    @Test
    void android_marks_of_several_threads_keep_apart() {
        List<Mark> marks = List.of(mark(10, 1, "B|1|a"), mark(20, 2, "B|1|b"), mark(30, 1, "E|1"), mark(50, 2, "E"));

        assertThat(MarkWindows.of(marks, END)).containsExactly(new Window("a", 10, 30), new Window("b", 20, 50));
    }

    @Test
    void android_marks_over_threads_go_by_their_cookies() {
        assertThat(windows("S|7|load|1", "S|7|load|2", "F|7|load|1", "F|7|load|2"))
                .containsExactly(new Window("load", 10, 30), new Window("load", 20, 40));
        assertThat(windows("G|7|track|x|1", "G|7|track|y|2", "H|7|track|1"))
                .containsExactly(new Window("x", 10, 30), new Window("y", 20, END));
    }

    @Test
    void counters_make_no_windows() {
        assertThat(windows("C|7|fps|60")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "begin load,end load,load",
        "load begins,load ends,load",
        "start: load,stop: load,load",
        "FAR B m=0 t=1,FAR E m=0 t=1 s=R,FAR m=0 t=1",
        "FAR B m=0 t=1,FAR E m=0,FAR m=0 t=1",
        "Start pass 2,Finish pass 2,pass 2",
        "begin,end,app"
    })
    void words_begin_and_end_a_window(String begin, String end, String name) {
        assertThat(windows(begin, "x", end)).contains(new Window(name, 10, 30));
    }

    @Test
    void an_end_closes_the_latest_window_of_its_name() {
        assertThat(windows("begin a", "begin a", "begin b", "end a", "end a"))
                .containsExactly(new Window("a", 10, 50), new Window("a", 20, 40), new Window("b", 30, END));
    }

    @Test
    void an_end_without_a_beginning_is_left_out() {
        assertThat(windows("end a", "E|7", "F|7|x|1", "begin b", "end c")).containsExactly(new Window("b", 40, END));
    }

    @Test
    void a_window_that_nobody_closes_lasts_to_the_end() {
        assertThat(windows("begin a")).containsExactly(new Window("a", 10, END));
    }

    @Test
    void other_marks_last_until_the_next_one_of_their_thread() {
        List<Mark> marks =
                List.of(mark(10, 1, "trial 1"), mark(15, 2, "other"), mark(20, 1, "trial 2"), mark(30, 1, "done"));

        assertThat(MarkWindows.of(marks, END))
                .containsExactly(
                        new Window("trial 1", 10, 20),
                        new Window("other", 15, END),
                        new Window("trial 2", 20, 30),
                        new Window("done", 30, END));
    }

    @Test
    void words_within_a_sentence_begin_nothing() {
        assertThat(windows("we will now start to load", "next"))
                .containsExactly(new Window("we will now start to load", 10, 20), new Window("next", 20, END));
    }

    @Test
    void a_mark_after_the_end_makes_an_empty_window() {
        assertThat(MarkWindows.of(List.of(mark(END + 5, 1, "x")), END))
                .containsExactly(new Window("x", END + 5, END + 5));
    }

    @Test
    void between_two_marks_is_from_the_first_to_the_next_after_it() {
        List<Mark> marks = List.of(
                mark(5, 1, "stop"),
                mark(10, 1, "warm up"),
                mark(20, 1, "go"),
                mark(30, 1, "stop"),
                mark(40, 1, "stop"));

        assertThat(MarkWindows.between(marks, "go", "stop")).isEqualTo(new Window("go to stop", 20, 30));
        assertThat(MarkWindows.between(marks, "warm", "st")).isEqualTo(new Window("warm up to stop", 10, 30));
        assertThat(MarkWindows.between(marks, "stop", "stop")).isEqualTo(new Window("stop to stop", 5, 30));
        assertThat(MarkWindows.between(marks, "nothing", "stop")).isNull();
        assertThat(MarkWindows.between(marks, "go", "warm up")).isNull();
    }

    @Test
    void the_text_of_a_mark_counts_before_a_part_of_it() {
        List<Mark> marks = List.of(mark(10, 1, "go on"), mark(20, 1, "go"), mark(30, 1, "end"));

        assertThat(MarkWindows.between(marks, "go", "end")).isEqualTo(new Window("go to end", 20, 30));
    }
}
