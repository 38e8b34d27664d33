package io.gpusched.cli.sweep;

import io.gpusched.application.insight.RunMeasure;
import io.gpusched.application.recording.Variant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be small: a setting, which is known, or a measure, which is estimated.
 *
 * @param setting one of {@link #SETTINGS}, or null
 * @param measure the measure, or null
 */
public record SettingCost(
        @Nullable String setting, @Nullable RunMeasure measure) {
    /** The settings that can be a cost. */
    public static final List<String> SETTINGS = List.of("credits", "rings", "speed");

    /** Reads a cost; returns null if the text is none. */
    public static @Nullable SettingCost of(String text) {
        if (SETTINGS.contains(text)) {
            return new SettingCost(text, null);
        }
        RunMeasure measure = RunMeasure.of(text);
        return measure == null ? null : new SettingCost(null, measure);
    }

    /** Returns the cost of a setting; 0 for all of them if it is estimated. */
    int of(SweepSetting of) {
        if (setting == null) {
            return 0;
        }
        return switch (setting) {
            case "credits" -> of.credits() == Variant.AS_IT_IS ? 0 : of.credits();
            case "rings" -> of.rings();
            default -> of.speed();
        };
    }

    @Override
    public String toString() {
        return setting != null ? setting : measure == null ? "" : measure.name();
    }
}
