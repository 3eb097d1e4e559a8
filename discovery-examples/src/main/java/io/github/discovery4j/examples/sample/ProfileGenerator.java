package io.github.discovery4j.examples.sample;

import io.github.discovery4j.core.signal.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Draws what a person can, looks for and is used to.
 *
 * <p>Each person has streams of their own, so that anybody's profile can be drawn alone. <b>Threads:</b> safe.
 */
final class ProfileGenerator {

    /** How likely it is that a person who is drawn to a hobby could show others something of it. */
    private static final double OFFERS = 0.4;

    private static final double WANTS_OF_OWN_HOBBY = 0.15;
    private static final double WANTS_OF_COMMUNITY = 0.25;
    private static final int MOST_SKILLS = 5;
    private static final double FIRST_VERSION = 0.08;

    private static final int LONGEST_INTENT_DAYS = 30;
    private static final int LATEST_END_DAYS_AGO = 10;

    private final SkillTable table;
    private final long seed;
    private final Instant asOf;

    ProfileGenerator(SkillTable table, long seed, Instant asOf) {
        this.table = table;
        this.seed = seed;
        this.asOf = asOf;
    }

    Profile profile(Person person) {
        Draws skillDraws = Draws.of(seed, "skills " + person.id());
        List<Skill> offered = offered(person, skillDraws);
        List<Skill> wanted = wanted(person, offered, skillDraws);
        Draws habitDraws = Draws.of(seed, "habits " + person.id());
        Rhythm rhythm = rhythm(person, habitDraws);
        return new Profile(
                offered,
                wanted,
                intents(person, offered, wanted),
                rhythm,
                device(habitDraws),
                person.languages().getFirst() + "-" + person.city().country(),
                habitDraws.chance(FIRST_VERSION));
    }

    private List<Skill> offered(Person person, Draws draws) {
        Set<Skill> offered = new LinkedHashSet<>();
        for (Hobby hobby : person.hobbies()) {
            if (draws.chance(person.newcomer() ? OFFERS / 2 : OFFERS)) {
                offered.add(draws.oneOf(table.of(hobby)));
            }
        }
        return offered.stream().limit(MOST_SKILLS).toList();
    }

    private List<Skill> wanted(Person person, List<Skill> offered, Draws draws) {
        Set<Skill> wanted = new LinkedHashSet<>();
        for (Hobby hobby : person.hobbies()) {
            if (draws.chance(WANTS_OF_OWN_HOBBY)) {
                wanted.add(draws.oneOf(table.of(hobby)));
            }
        }
        for (Community community : person.communities()) {
            for (Hobby hobby : community.hobbies()) {
                if (!person.hobbies().contains(hobby) && draws.chance(WANTS_OF_COMMUNITY)) {
                    wanted.add(draws.oneOf(table.of(hobby)));
                }
            }
        }
        offered.forEach(wanted::remove);
        return wanted.stream().limit(MOST_SKILLS).toList();
    }

    private List<Intent> intents(Person person, List<Skill> offered, List<Skill> wanted) {
        Draws draws = Draws.of(seed, "intents " + person.id());
        List<Intent> intents = new ArrayList<>();
        if (!wanted.isEmpty() && draws.chance(0.35)) {
            intents.add(intent(
                    "looking_for_a_teacher", Map.of("skill", draws.oneOf(wanted).id()), draws));
        }
        if (!offered.isEmpty() && draws.chance(0.2)) {
            intents.add(
                    intent("open_to_teach", Map.of("skill", draws.oneOf(offered).id()), draws));
        }
        if (draws.chance(0.15)) {
            Map<String, String> what = Map.of(
                    "hobby",
                    draws.oneOf(person.hobbies()).id(),
                    "city",
                    person.city().name());
            intents.add(intent("looking_for_company", what, draws));
        }
        if (person.languages().size() == 2 && draws.chance(0.15)) {
            Map<String, String> what = Map.of(
                    "speaks",
                    person.languages().get(0),
                    "practises",
                    person.languages().get(1));
            intents.add(intent("language_exchange", what, draws));
        }
        return intents;
    }

    /** An intent that ends in the coming month, or has ended lately. */
    private Intent intent(String name, Map<String, String> parameters, Draws draws) {
        int days = draws.between(-LATEST_END_DAYS_AGO, LONGEST_INTENT_DAYS - 1);
        return new Intent(name, parameters, asOf.plus(Duration.ofDays(days)).plus(Duration.ofHours(draws.below(24))));
    }

    /** Most people are online in the evening, some at noon too, a few in the morning. */
    private Rhythm rhythm(Person person, Draws draws) {
        double evening = Math.clamp(20.5 + 1.5 * draws.gaussian(), 17, 23.5);
        double second = draws.chance(0.3) ? 7.5 : 13;
        return Rhythm.around(table.zone(person.city()), evening, second, 0.7 * draws.uniform());
    }

    private static String device(Draws draws) {
        double point = draws.uniform();
        if (point < 0.72) {
            return "phone";
        }
        return point < 0.92 ? "desktop" : "tablet";
    }
}
