package io.gpusched.files.eventfile;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gpusched.application.event.Event;
import io.gpusched.application.event.Labels;
import io.gpusched.words.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;

/** Writes events as they come. Not for several threads at once. */
public final class EventFileWriter implements Consumer<Event>, Closeable {
    /** The version of the form; a reader knows this one and those before it. */
    static final int VERSION = 2;

    private final JsonGenerator json;
    private final EventForm form;

    /** Begins a file with its header. */
    public EventFileWriter(Writer to, RunHeader header) throws IOException {
        json = Json.generator(to).setRootValueSeparator(null);
        form = new EventForm(json);
        json.writeStartObject();
        json.writeNumberField("gpusched_events", VERSION);
        json.writeStringField("queue", header.queue());
        json.writeArrayFieldStart("credits");
        for (int each : header.credits()) {
            json.writeNumber(each);
        }
        json.writeEndArray();
        texts("rings", header.rings());
        texts("ring_kinds", header.kinds().stream().map(Labels::of).toList());
        texts("policies", header.policies());
        texts("clients", header.clients());
        json.writeBooleanField("cut_off", header.cutOff());
        end();
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String each : texts) {
            json.writeString(each);
        }
        json.writeEndArray();
    }

    @Override
    public void accept(Event event) {
        try {
            json.writeStartObject();
            form.write(event);
            end();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
