package io.gpusched.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static final String EVERYTHING = everything();

    /** Every character that is not half of another one. */
    private static String everything() {
        StringBuilder text = new StringBuilder();
        for (int each = 0; each <= Character.MAX_CODE_POINT; each++) {
            if (Character.getType(each) != Character.SURROGATE) {
                text.appendCodePoint(each).append('-');
            }
        }
        return text.toString();
    }

    @Test
    void every_text_is_safe_to_print_and_comes_back() throws IOException {
        String json = Json.text(to -> to.writeString(EVERYTHING));

        assertThat(json.codePoints()
                        .filter(Shown::isHidden)
                        .filter(Character::isBmpCodePoint)
                        .count())
                .isZero();
        assertThat(read(json).equals(EVERYTHING)).isTrue();
    }

    @Test
    void a_stream_is_as_safe_as_a_text() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.generator(bytes)) {
            json.writeString(EVERYTHING);
        }
        String written = bytes.toString(StandardCharsets.UTF_8);

        assertThat(written.codePoints()
                        .filter(Shown::isHidden)
                        .filter(Character::isBmpCodePoint)
                        .count())
                .isZero();
        assertThat(read(written).equals(EVERYTHING)).isTrue();
    }

    private static String read(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return parser.getText();
        }
    }
}
