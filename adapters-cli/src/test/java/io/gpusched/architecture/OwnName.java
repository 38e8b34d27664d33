package io.gpusched.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * No other type that the condition is asked about has the same name without the package. Two nested types may have one name, since they are
 * written with the types around them; a nested type and one that is not nested may not.
 */
final class OwnName extends ArchCondition<JavaClass> {
    private final Map<String, Set<String>> types = new TreeMap<>();

    OwnName() {
        super("have a name of their own");
    }

    @Override
    public void init(Collection<JavaClass> all) {
        types.clear();
        all.forEach(each -> types.computeIfAbsent(each.getSimpleName(), name -> new TreeSet<>())
                .add(each.getName()));
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Set<String> namesakes = types.getOrDefault(type.getSimpleName(), Set.of());
        if (namesakes.size() > 1 && !namesakes.stream().allMatch(each -> each.contains("$"))) {
            events.add(SimpleConditionEvent.violated(type, type.getName() + " shares its name: " + namesakes));
        }
    }
}
