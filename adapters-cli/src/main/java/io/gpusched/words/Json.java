package io.gpusched.words;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** JSON in which every character that {@link Shown} escapes is an escape of JSON, so that printing it is safe and reading it gives it back. */
public final class Json {
    private Json() {}

    private static JsonFactory factory() {
        return new JsonFactory().setCharacterEscapes(new HiddenCharacters());
    }

    /** Writes one value. */
    @FunctionalInterface
    public interface Body {
        /** Writes it. */
        void write(JsonGenerator json) throws IOException;
    }

    /** Returns a generator that writes to a stream in UTF-8. */
    public static JsonGenerator generator(OutputStream to) throws IOException {
        return factory().createGenerator(to);
    }

    /** Returns a generator that writes text. */
    public static JsonGenerator generator(Writer to) throws IOException {
        return factory().createGenerator(to);
    }

    /** Returns an object as text on several lines; the body writes its fields. */
    public static String object(Body fields) {
        return text(json -> {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        });
    }

    /** Returns a value as text on one line. */
    public static String text(Body value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = generator(text)) {
            value.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** What the standard leaves as it is, and a terminal or a page would obey. */
    private static final class HiddenCharacters extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final int DELETE = 0x7f;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = standardAsciiEscapesForJSON();
            escapes[DELETE] = ESCAPE_STANDARD;
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return Shown.isHidden(character) && !Character.isSurrogate((char) character)
                    ? new SerializedString(String.format("\\u%04x", character))
                    : null;
        }
    }
}
