package io.github.discovery4j.core.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which room of a module may import which, as a list of arrows: what is not listed is forbidden, and an arrow reaches
 * on through the arrows of the room it points to.
 *
 * <p>A room is a package right under the base package, with everything below it; {@link #ROOT} is the base package
 * itself. Each package right under {@code adapter} is a room of its own that may import any room that is no adapter, and
 * that no other room may import.
 */
final class Arrows {
    static final String ROOT = "(root)";
    private static final String ADAPTER = "adapter";

    private final String basePackage;
    private final Map<String, Set<String>> reachable = new LinkedHashMap<>();

    Arrows(String basePackage) {
        this.basePackage = basePackage;
    }

    /** Lists a room and the rooms that it imports; those have to be listed before it, so no circle can be written down. */
    Arrows room(String room, String... imports) {
        Set<String> reached = new TreeSet<>();
        for (String target : imports) {
            if (!reachable.containsKey(target)) {
                throw new IllegalArgumentException("list room " + target + " before " + room + ", which imports it");
            }
            reached.add(target);
            reached.addAll(reachable.get(target));
        }
        if (reachable.put(room, reached) != null) {
            throw new IllegalArgumentException("room " + room + " is listed twice");
        }
        return this;
    }

    ArchRule rule() {
        return ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(basePackage + "..")
                .should(new ArchCondition<>("import only the rooms that the list of arrows names") {
                    @Override
                    public void check(JavaClass origin, ConditionEvents events) {
                        String from = roomOf(origin);
                        if (!isListed(from)) {
                            events.add(SimpleConditionEvent.violated(
                                    origin, origin.getName() + " stands in " + from + ", a room that is not listed"));
                        }
                        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                            JavaClass target = dependency.getTargetClass().getBaseComponentType();
                            if (isOurs(target) && !mayImport(from, roomOf(target))) {
                                events.add(SimpleConditionEvent.violated(
                                        origin,
                                        "no arrow leads from " + from + " to " + roomOf(target) + ": "
                                                + dependency.getDescription()));
                            }
                        }
                    }
                });
    }

    private boolean mayImport(String from, String to) {
        if (from.equals(to)) {
            return true;
        }
        if (isAdapter(from)) {
            return !isAdapter(to);
        }
        return reachable.getOrDefault(from, Set.of()).contains(to);
    }

    private boolean isListed(String room) {
        return isAdapter(room) || reachable.containsKey(room);
    }

    private static boolean isAdapter(String room) {
        return room.startsWith(ADAPTER + ".");
    }

    private boolean isOurs(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(basePackage) || name.startsWith(basePackage + ".");
    }

    private String roomOf(JavaClass type) {
        if (type.getPackageName().equals(basePackage)) {
            return ROOT;
        }
        List<String> path = List.of(
                type.getPackageName().substring(basePackage.length() + 1).split("\\."));
        return path.get(0).equals(ADAPTER) && path.size() > 1 ? ADAPTER + "." + path.get(1) : path.get(0);
    }
}
