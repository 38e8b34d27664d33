package io.gpusched.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpusched.views.text.Screen;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    private static Surroundings of(String terminals, String columns, String encoding, Map<String, String> environment) {
        Map<String, String> properties =
                Map.of(Surroundings.TERMINALS, terminals, Surroundings.COLUMNS, columns, "native.encoding", encoding);
        return Surroundings.of(properties::get, environment::get);
    }

    @Test
    void each_stream_is_known_by_itself() {
        assertThat(of("out", "100", "UTF-8", Map.of()).out()).isTrue();
        assertThat(of("out", "100", "UTF-8", Map.of()).err()).isFalse();
        assertThat(of(" err", "100", "UTF-8", Map.of()).out()).isFalse();
        assertThat(of("out err", "100", "UTF-8", Map.of()).err()).isTrue();
    }

    @Test
    void a_terminal_has_its_own_width_and_everything_else_has_80_columns() {
        assertThat(of("out err", "133", "UTF-8", Map.of()).screen(ColourChoice.AUTO))
                .isEqualTo(new Screen(133, true, true));
        assertThat(of("err", "133", "UTF-8", Map.of()).screen(ColourChoice.AUTO))
                .isEqualTo(new Screen(80, false, false));
        assertThat(of("err", "133", "UTF-8", Map.of()).columns()).isEqualTo(133);
        assertThat(Surroundings.NONE.screen(ColourChoice.AUTO)).isEqualTo(Screen.PLAIN);
    }

    @Test
    void a_width_that_nobody_knows_is_80() {
        for (String width : new String[] {"", "0", "wide", "-5", "99999"}) {
            assertThat(of("out", width, "UTF-8", Map.of()).columns()).as(width).isEqualTo(80);
        }
    }

    @Test
    void colours_are_off_where_they_are_not_wanted() {
        assertThat(of("out", "80", "UTF-8", Map.of("NO_COLOR", "1"))
                        .screen(ColourChoice.AUTO)
                        .colour())
                .isFalse();
        assertThat(of("out", "80", "UTF-8", Map.of("NO_COLOR", ""))
                        .screen(ColourChoice.AUTO)
                        .colour())
                .isTrue();
        assertThat(of("out", "80", "UTF-8", Map.of("TERM", "dumb"))
                        .screen(ColourChoice.AUTO)
                        .colour())
                .isFalse();
        assertThat(of("out", "80", "UTF-8", Map.of()).screen(ColourChoice.NEVER).colour())
                .isFalse();
    }

    @Test
    void who_asks_for_colours_gets_them_also_in_a_pipe() {
        assertThat(of("", "", "UTF-8", Map.of("NO_COLOR", "1"))
                        .screen(ColourChoice.ALWAYS)
                        .colour())
                .isTrue();
    }

    @Test
    void blocks_are_for_locales_that_have_them() {
        assertThat(of("out", "80", "UTF-8", Map.of()).unicode()).isTrue();
        assertThat(of("out", "80", "ANSI_X3.4-1968", Map.of()).unicode()).isFalse();
        assertThat(of("out", "80", "ISO-8859-1", Map.of()).unicode()).isFalse();
        assertThat(of("out", "80", "", Map.of()).unicode()).isFalse();
    }
}
