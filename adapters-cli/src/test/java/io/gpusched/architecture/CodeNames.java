package io.gpusched.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the code, test kit included, that documents name: {@code Type}, {@code Outer.Nested}, {@code Type#member}. */
final class CodeNames {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** The types by the names that documents use; several packages may have a type of one name. */
    private static final Map<String, List<JavaClass>> TYPES = types();

    private CodeNames() {}

    private static Map<String, List<JavaClass>> types() {
        Map<String, List<JavaClass>> types = new TreeMap<>();
        for (JavaClass each : Codebase.CODE_AND_KIT) {
            if (!each.isAnonymousClass()) {
                types.computeIfAbsent(shortName(each), name -> new ArrayList<>())
                        .add(each);
            }
        }
        return types;
    }

    private static String shortName(JavaClass type) {
        return type.getName().replaceAll(".*\\.", "").replace('$', '.');
    }

    /** Returns what stands between backticks in a text, in order. */
    static List<String> in(String text) {
        return CODE.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** Tells whether a type of this name exists and has the member, if one is named. */
    static boolean exists(String name) {
        String[] parts = name.split("#", 2);
        return TYPES.getOrDefault(parts[0], List.of()).stream()
                .anyMatch(type -> parts.length == 1 || hasMember(type.reflect(), parts[1]));
    }

    /** Tells whether a package has a type of this name. */
    static boolean exists(String name, String packageName) {
        return TYPES.getOrDefault(name, List.of()).stream()
                .anyMatch(type -> type.getPackageName().equals(packageName));
    }

    private static boolean hasMember(Class<?> type, String member) {
        return Stream.<Member[]>of(type.getDeclaredMethods(), type.getDeclaredFields())
                .flatMap(Stream::of)
                .anyMatch(each -> each.getName().equals(member));
    }
}
