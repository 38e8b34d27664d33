package io.gpusched.cli.sweep;

import io.gpusched.application.insight.RunMeasure;
import io.gpusched.application.insight.RunMeasure.Quantity;
import io.gpusched.application.recording.Variant;
import io.gpusched.views.html.StudyPage;
import io.gpusched.views.html.StudyPage.Axis;
import io.gpusched.views.html.StudyPage.PlacedPoint;
import io.gpusched.views.html.StudyPage.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results of a study as its page shows them. */
public final class StudyView {
    private static final int TAIL = 900;

    private StudyView() {}

    /** Returns the page of some results. */
    public static StudyPage of(StudyResults results) {
        Study study = results.study();
        String facts = String.format(
                Locale.ROOT,
                "%d settings, %d replications of each, study seed %d, %s random numbers, the first %s ms of each run left out. Changes are "
                        + "against the first setting of the workload; coloured ones differ from 0 with 95 %% confidence.",
                study.settings().size(),
                results.replications(),
                study.plan().seed(),
                study.plan().commonRandomNumbers() ? "common" : "independent",
                Numbers.text(study.plan().warmUpNanos() / 1e6));
        return new StudyPage(
                study.file(),
                facts,
                study.plan().measures().stream().map(StudyView::axis).toList(),
                study.settings().stream().map(each -> point(results, each)).toList());
    }

    private static Axis axis(RunMeasure measure) {
        boolean isTime = measure.quantity() == Quantity.LATENCY || measure.quantity() == Quantity.WAIT;
        return new Axis(
                measure.name(),
                measure.quantity().unit(),
                measure.quantity().moreIsBetter(),
                isTime && measure.permille() >= TAIL);
    }

    private static PlacedPoint point(StudyResults results, SweepSetting setting) {
        List<Spread> values = new ArrayList<>();
        for (int i = 0; i < results.study().plan().measures().size(); i++) {
            Estimate value = results.value(setting, i);
            Estimate change = results.difference(setting, i);
            boolean isBaseline = setting.index() == setting.baseline();
            values.add(new Spread(
                    value.mean(),
                    value.halfWidth(),
                    change.mean(),
                    change.halfWidth(),
                    !isBaseline && change.isDifference()));
        }
        return new PlacedPoint(
                setting.index(),
                setting.workload(),
                setting.name(),
                setting.policy() == null ? "as it is" : setting.policy().label(),
                setting.credits() == Variant.AS_IT_IS ? "as it is" : setting.credits() + " credits",
                setting.rings() + " rings",
                setting.speed() + " %",
                other(setting),
                setting.index() == setting.baseline(),
                values,
                StudyFiles.command(results, setting));
    }

    private static String other(SweepSetting setting) {
        List<String> words = new ArrayList<>();
        setting.weights().forEach(each -> words.add(each.client() + " " + each.value()));
        setting.priorities()
                .forEach(each ->
                        words.add(each.client() + " " + each.value().name().toLowerCase(Locale.ROOT)));
        return words.isEmpty() ? "-" : String.join(", ", words);
    }
}
