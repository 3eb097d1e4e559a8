package io.github.discovery4j.examples.sample;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The hand-made table of skills and the time zones of the cities, the same for every seed. */
record SkillTable(List<Skill> skills, Map<String, List<Skill>> byHobby, Map<String, ZoneId> zones) {

    static SkillTable load(List<Hobby> hobbies) {
        Map<String, Hobby> byId = hobbies.stream().collect(Collectors.toMap(Hobby::id, Function.identity()));
        List<Skill> skills = new ArrayList<>();
        Map<String, List<Skill>> byHobby = new HashMap<>();
        for (List<String> row : TabTable.rows("skills.tsv", "id", "hobbies", "english", "spanish")) {
            List<Hobby> itsHobbies = TabTable.list(row.get(1)).stream()
                    .map(id -> named(byId, id))
                    .toList();
            Skill skill = new Skill(row.get(0), itsHobbies, row.get(2), row.get(3));
            skills.add(skill);
            itsHobbies.forEach(hobby -> byHobby.computeIfAbsent(hobby.id(), none -> new ArrayList<>())
                    .add(skill));
        }
        Map<String, ZoneId> zones = new HashMap<>();
        TabTable.rows("zones.tsv", "city", "zone").forEach(row -> zones.put(row.get(0), ZoneId.of(row.get(1))));
        return new SkillTable(List.copyOf(skills), byHobby, zones);
    }

    private static Hobby named(Map<String, Hobby> hobbies, String id) {
        Hobby hobby = hobbies.get(id);
        if (hobby == null) {
            throw new IllegalStateException("\"" + id + "\" must be one of " + hobbies.keySet() + " (skills.tsv)");
        }
        return hobby;
    }

    List<Skill> of(Hobby hobby) {
        return byHobby.getOrDefault(hobby.id(), List.of());
    }

    ZoneId zone(City city) {
        ZoneId zone = zones.get(city.name());
        if (zone == null) {
            throw new IllegalStateException(
                    "city \"" + city.name() + "\" must have a row in zones.tsv, has none; add it");
        }
        return zone;
    }
}
