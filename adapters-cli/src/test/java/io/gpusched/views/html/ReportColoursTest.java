package io.gpusched.views.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The colours of clients and of waits, as people see them who see all colours, and those who do not see red, green or blue. Distances are those
 * of CIELAB, in which 2 can just be seen side by side. What a colour-blind person sees is computed with the matrices of Machado, Oliveira and
 * Fernandes (2009) for the complete lack of one kind of cone.
 */
class ReportColoursTest {
    private static final double LEAST_DISTANCE = 11;
    private static final Pattern VARIABLE = Pattern.compile("--((?:client|wait)-[a-z0-9]+): (#[0-9a-f]{6});");
    private static final Map<String, double[][]> SIGHTS = Map.of(
            "all colours", new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            "no red",
                    new double[][] {
                        {0.152286, 1.052583, -0.204868},
                        {0.114503, 0.786281, 0.099216},
                        {-0.003882, -0.048116, 1.051998}
                    },
            "no green",
                    new double[][] {
                        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
                    },
            "no blue",
                    new double[][] {
                        {1.255528, -0.076749, -0.178779},
                        {-0.078411, 0.930809, 0.147602},
                        {0.004733, 0.691367, 0.303900}
                    });

    @ParameterizedTest
    @CsvSource({":root {", ":root[data-theme=\"dark\"] {"})
    void no_client_can_be_mistaken_for_another_or_for_a_wait(String theme) {
        Map<String, String> colours = colours(theme);
        List<String> clients = colours.keySet().stream()
                .filter(each -> each.startsWith("client"))
                .toList();
        List<String> alike = new ArrayList<>();

        SIGHTS.forEach((sight, matrix) -> clients.forEach(client -> colours.forEach((other, colour) -> {
            double distance = distance(lab(colours.get(client), matrix), lab(colour, matrix));
            if (!other.equals(client) && distance < LEAST_DISTANCE) {
                alike.add(sight + ": " + client + " and " + other + " differ by " + distance);
            }
        })));

        assertThat(clients).hasSize(8);
        assertThat(colours).hasSizeGreaterThan(16);
        assertThat(alike).isEmpty();
    }

    private static Map<String, String> colours(String theme) {
        String style = Markup.resource("page.css");
        int from = style.indexOf(theme);
        Matcher variables = VARIABLE.matcher(style.substring(from, style.indexOf('}', from)));
        Map<String, String> colours = new TreeMap<>();
        while (variables.find()) {
            colours.put(variables.group(1), variables.group(2));
        }
        return colours;
    }

    private static double[] lab(String colour, double[][] sight) {
        double[] light = new double[3];
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            light[i] = part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        }
        double[] seen = new double[3];
        for (int i = 0; i < 3; i++) {
            double sum = sight[i][0] * light[0] + sight[i][1] * light[1] + sight[i][2] * light[2];
            seen[i] = Math.clamp(sum, 0, 1);
        }
        double x = root((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047);
        double y = root(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
        double z = root((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double root(double part) {
        return part > 216.0 / 24389 ? Math.cbrt(part) : (24389.0 / 27 * part + 16) / 116;
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }
}
