package io.gpusched.views.html;

import io.gpusched.application.event.FenceName;
import io.gpusched.application.event.Place;
import io.gpusched.application.insight.Wait;
import io.gpusched.application.insight.WaitPart;
import io.gpusched.views.html.WaitView.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits as the page shows them: as many parts, as long, but with few of the jobs that each is about. */
final class Waits {
    private Waits() {}

    /** Returns the parts of a wait, in order; together they are as long as the wait. */
    static List<WaitView> of(Wait wait) {
        return wait.parts().stream().map(Waits::of).toList();
    }

    private static WaitView of(WaitPart part) {
        return switch (part) {
            case WaitPart.BehindOwn own -> view(Kind.OWN, own, List.of(own.job()), own.ahead());
            case WaitPart.Dependency need -> dependency(need);
            case WaitPart.Credits credits ->
                view(Kind.CREDITS, credits, credits.holders(), credits.holders().size());
            case WaitPart.LostTo lost -> lost(lost);
            case WaitPart.Paused paused -> view(Kind.PAUSED, paused, List.of(), 0);
            case WaitPart.Reset reset -> reset(reset);
            case WaitPart.OnRing busy ->
                view(Kind.RING, busy, busy.with(), busy.with().size());
            case WaitPart.Running work -> view(Kind.WORK, work, List.of(), 0);
            case WaitPart.Hung hung -> view(Kind.HUNG, hung, List.of(), 0);
            case WaitPart.Killed killed -> view(Kind.KILLED, killed, List.of(), 0);
            case WaitPart.Gone gone -> view(Kind.GONE, gone, List.of(), 0);
            case WaitPart.Worker other -> view(Kind.WORKER, other, List.of(), 0);
        };
    }

    private static WaitView view(Kind kind, WaitPart part, List<Long> jobs, int count) {
        return new WaitView(kind, part.nanos(), few(jobs), count, null, null);
    }

    private static WaitView dependency(WaitPart.Dependency need) {
        List<Long> jobs = switch (need.fence()) {
            case FenceName.Finished(long job) -> List.of(job);
            case FenceName.Scheduled(long job) -> List.of(job);
            case FenceName.External external -> List.of();
        };
        return new WaitView(Kind.DEPENDENCY, need.nanos(), jobs, jobs.size(), need.fence(), null);
    }

    private static WaitView lost(WaitPart.LostTo lost) {
        List<Long> winners = lost.winners().stream()
                .limit(WaitView.MOST_JOBS)
                .map(WaitPart.Winner::job)
                .toList();
        @Nullable Place place = lost.place();
        return new WaitView(
                Kind.TURN, lost.nanos(), winners, lost.winners().size(), null, place == null ? null : place.key());
    }

    private static WaitView reset(WaitPart.Reset reset) {
        @Nullable Long culprit = reset.culprit();
        List<Long> jobs = culprit == null ? List.of() : List.of(culprit);
        return view(Kind.RESET, reset, jobs, jobs.size());
    }

    private static List<Long> few(List<Long> jobs) {
        return jobs.subList(0, Math.min(jobs.size(), WaitView.MOST_JOBS));
    }
}
