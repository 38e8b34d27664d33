package io.gpusched.views.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.Labels;
import io.gpusched.application.insight.JobTimes;
import io.gpusched.domain.time.Nanos;
import io.gpusched.views.html.RunView.JobView;
import io.gpusched.words.Json;
import io.gpusched.words.Shown;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs as the page reads them. Times are nanoseconds; each time of a job counts from the one before it, and its first from the job before.
 * Jobs are named by their places in the list.
 */
final class ViewJson {
    private static final List<WaitView.Kind> KINDS = List.of(WaitView.Kind.values());
    private final JsonGenerator json;
    private final Columns columns;

    private ViewJson(JsonGenerator json) {
        this.json = json;
        this.columns = new Columns(json);
    }

    /**
     * Returns the runs as JSON that can stand in a script element of a page.
     *
     * @param story what the page opens at, or null if nothing happened
     * @param window the stretch that is shown at first, or null to show that of the story
     */
    static String of(List<RunView> runs, @Nullable Story story, @Nullable Stretch window) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.generator(text)) {
            new ViewJson(json).write(runs, story, window);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        // Nothing in a name may end the script element, or begin a comment in it.
        return text.toString().replace("<", "\\u003c");
    }

    private void write(List<RunView> runs, @Nullable Story story, @Nullable Stretch window) throws IOException {
        json.writeStartObject();
        stretch("show", window);
        if (story != null) {
            json.writeObjectFieldStart("story");
            json.writeNumberField("run", story.run());
            json.writeNumberField("job", story.job());
            stretch("show", story.window());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("kinds");
        for (WaitView.Kind kind : KINDS) {
            row(kind.id(), kind.words());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("runs");
        for (RunView run : runs) {
            write(run);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void stretch(String name, @Nullable Stretch stretch) throws IOException {
        if (stretch != null) {
            json.writeArrayFieldStart(name);
            json.writeNumber(stretch.fromNanos());
            json.writeNumber(stretch.toNanos());
            json.writeEndArray();
        }
    }

    private void write(RunView run) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", Shown.of(run.name()));
        json.writeNumberField("end", run.endNanos());
        json.writeArrayFieldStart("rings");
        for (RunView.RingView ring : run.rings()) {
            row(
                    ring.name(),
                    ring.policy(),
                    ring.credits(),
                    ring.timeoutNanos() == Nanos.NO_LIMIT ? null : ring.timeoutNanos());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("entities");
        List<String> names = run.entityNames();
        for (int i = 0; i < names.size(); i++) {
            RunView.EntityView entity = run.entities().get(i);
            row(entity.client(), entity.priority(), names.get(i));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("marks");
        for (PageMark mark : run.marks()) {
            row(Labels.of(mark.kind()), mark.nanos(), mark.ring(), mark.entity(), mark.job(), mark.text());
        }
        json.writeEndArray();
        jobs(run.jobs());
        PagePlaces places = new PagePlaces(run);
        waits(run, places);
        dependencies(run, places);
        json.writeEndObject();
    }

    private void jobs(List<JobView> jobs) throws IOException {
        json.writeObjectFieldStart("jobs");
        json.writeNumberField("count", jobs.size());
        columns.steps("id", jobs, each -> each.times().job());
        columns.column("entity", jobs, each -> each.times().entity());
        columns.column("ring", jobs, each -> each.times().scheduler());
        columns.column("credits", jobs, JobView::credits);
        columns.steps("queued", jobs, each -> each.times().queuedNanos());
        columns.column(
                "run",
                jobs,
                each -> since(each.times().queuedNanos(), each.times().runNanos()));
        columns.column(
                "start",
                jobs,
                each -> since(each.times().runNanos(), each.times().startNanos()));
        columns.column(
                "stopped",
                jobs,
                each -> since(each.times().startNanos(), each.times().stoppedNanos()));
        columns.column(
                "done",
                jobs,
                each -> since(each.times().startNanos(), each.times().doneNanos()));
        columns.column(
                "finished", jobs, each -> since(last(each.times()), each.times().finishedNanos()));
        columns.column(
                "key",
                jobs,
                each -> each.place() == null ? Columns.MISSING : each.place().key());
        json.writeArrayFieldStart("errors");
        for (int i = 0; i < jobs.size(); i++) {
            if (jobs.get(i).times().error() != null) {
                row(i, String.valueOf(jobs.get(i).times().error()));
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static long since(long from, long to) {
        return from == Nanos.NEVER || to == Nanos.NEVER ? Columns.MISSING : to - from;
    }

    private static long last(JobTimes times) {
        if (times.doneNanos() != Nanos.NEVER) {
            return times.doneNanos();
        }
        if (times.hasStarted()) {
            return times.startNanos();
        }
        return times.runNanos() == Nanos.NEVER ? times.queuedNanos() : times.runNanos();
    }

    private void waits(RunView run, PagePlaces places) throws IOException {
        List<WaitView> parts =
                run.jobs().stream().flatMap(job -> job.waits().stream()).toList();
        json.writeObjectFieldStart("waits");
        columns.column("parts", run.jobs(), job -> job.waits().size());
        columns.column("kind", parts, part -> KINDS.indexOf(part.kind()));
        columns.column("nanos", parts, WaitView::nanos);
        columns.column("count", parts, WaitView::count);
        columns.column("fence", parts, part -> places.fence(part.fence()));
        columns.column("key", parts, part -> part.key() == null ? Columns.MISSING : part.key());
        columns.column("listed", parts, part -> part.jobs().size());
        columns.column(
                "jobs", parts.stream().flatMap(part -> part.jobs().stream()).toList(), places::job);
        json.writeEndObject();
    }

    /** A dependency on a job that was never queued says nothing that could be shown. */
    private void dependencies(RunView run, PagePlaces places) throws IOException {
        json.writeObjectFieldStart("dependencies");
        json.writeArrayFieldStart("list");
        for (JobView job : run.jobs()) {
            int place = places.job(job.times().job());
            for (FenceName fence : job.dependencies()) {
                switch (fence) {
                    case FenceName.Finished(long id) -> dependency(place, "finished", places.job(id));
                    case FenceName.Scheduled(long id) -> dependency(place, "scheduled", places.job(id));
                    case FenceName.External external -> dependency(place, "fence", (int) places.fence(external));
                }
            }
        }
        json.writeEndArray();
        json.writeArrayFieldStart("fences");
        for (String name : places.fences()) {
            row(name, run.fences().get(name));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void dependency(int job, String kind, int target) throws IOException {
        if (target != PagePlaces.UNKNOWN) {
            row(job, kind, target);
        }
    }

    private void row(@Nullable Object... cells) throws IOException {
        json.writeStartArray();
        for (Object cell : cells) {
            if (cell instanceof String text) {
                json.writeString(Shown.of(text));
            } else if (cell instanceof Number number) {
                json.writeNumber(number.longValue());
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }
}
