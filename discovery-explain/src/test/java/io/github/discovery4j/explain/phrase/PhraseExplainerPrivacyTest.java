package io.github.discovery4j.explain.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.explain.LinearRanker;
import io.github.discovery4j.explain.phrase.Phrase.Condition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever columns, consents, follows, weights and values there are: only what may be said is said. */
class PhraseExplainerPrivacyTest {

    private static final int COLUMNS = 8;
    private static final List<SignalGroup> GROUPS =
            List.of(SignalGroup.PROFILE, SignalGroup.INTERESTS, SignalGroup.BEHAVIOUR);

    /** Feature i has the code f_i, so that a reason tells which column it speaks of. */
    private static final PhraseBook BOOK = TestSlates.book(
            IntStream.range(0, COLUMNS)
                    .mapToObj("{\"say\": \"f%1$d\", \"when\": {\"f%1$d\": {}}}"::formatted)
                    .collect(Collectors.joining(",")),
            IntStream.range(0, COLUMNS).mapToObj("\"f%d\": \"A\""::formatted).collect(Collectors.joining(",")));

    @Property
    void exactlyWhatMayBeSaidIsSaid(@ForAll long seed) {
        World world = new World(new Random(seed));
        PhraseExplainer explainer = PhraseExplainer.builder()
                .phrases(BOOK)
                .follows(world::follows)
                .reasons(COLUMNS)
                .build();
        List<List<Reason>> reasons = explainer.explain(world.slate());

        assertThat(reasons).hasSize(world.rows.size());
        for (int row = 0; row < reasons.size(); row++) {
            Set<String> said = reasons.get(row).stream().map(Reason::code).collect(Collectors.toSet());
            Set<String> sayable = world.sayable(row);
            assertThat(said).isEqualTo(sayable.isEmpty() ? Set.of("suggested") : sayable);
            for (Reason reason : reasons.get(row)) {
                assertThat(reason.texts()).containsOnlyKeys("en", "es");
                if (!reason.code().equals("suggested")) {
                    assertThat(reason.visibility()).isEqualTo(world.narrowest(row, reason.code()));
                    assertThat(reason.group())
                            .isEqualTo(world.column(reason.code()).group());
                }
            }
        }
    }

    @Property
    void whateverTheBookNothingThatMayNotBeSaidIsSaid(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int maxReasons) {
        World world = new World(new Random(seed));
        Map<String, Phrase> phrases = new LinkedHashMap<>();
        PhraseBook book = randomBook(new Random(~seed));
        book.phrases().forEach(phrase -> phrases.put(phrase.code(), phrase));
        List<List<Reason>> reasons = PhraseExplainer.builder()
                .phrases(book)
                .follows(world::follows)
                .reasons(maxReasons)
                .build()
                .explain(world.slate());
        for (int row = 0; row < reasons.size(); row++) {
            int at = row;
            List<Reason> said = reasons.get(row).stream()
                    .filter(reason -> !reason.code().equals("suggested"))
                    .toList();
            Set<String> spokenOf = new HashSet<>();
            for (Reason reason : said) {
                Phrase phrase = phrases.get(reason.code());
                assertThat(world.mayBeSaid(row, phrase)).as(reason.code()).isTrue();
                assertThat(phrase.when().keySet()).allMatch(spokenOf::add);
                assertThat(reason.visibility()).isEqualTo(world.narrowest(row, phrase));
                assertThat(phrase.when().keySet())
                        .anyMatch(
                                name -> reason.group().equals(world.column(name).group()));
            }
            if (said.size() < maxReasons) {
                assertThat(book.phrases())
                        .noneMatch(phrase -> world.mayBeSaid(at, phrase)
                                && phrase.when().keySet().stream().noneMatch(spokenOf::contains));
            }
        }
    }

    /** Phrases p0, p1, ... of one to three features each, with conditions of every kind. */
    private static PhraseBook randomBook(Random random) {
        List<String> phrases = new ArrayList<>();
        List<String> messages = new ArrayList<>();
        for (int phrase = 0; phrase < 2 * COLUMNS; phrase++) {
            Map<String, String> when = new LinkedHashMap<>();
            when.put("f" + random.nextInt(COLUMNS), condition(random, true));
            while (random.nextInt(3) == 0) {
                when.putIfAbsent("f" + random.nextInt(COLUMNS + 1), condition(random, random.nextBoolean()));
            }
            String conditions = when.entrySet().stream()
                    .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                    .collect(Collectors.joining(","));
            phrases.add("{\"say\": \"p%d\", \"priority\": %d, \"when\": {%s}}"
                    .formatted(phrase, random.nextInt(3) - 1, conditions));
            messages.add("\"p%d\": \"A {value}\"".formatted(phrase));
        }
        return TestSlates.book(String.join(",", phrases), String.join(",", messages));
    }

    private static String condition(Random random, boolean helped) {
        String bounds = switch (random.nextInt(4)) {
            case 0 -> "\"atLeast\": %d".formatted(random.nextInt(4) - 1);
            case 1 -> "\"atMost\": %d".formatted(random.nextInt(4));
            case 2 -> "\"atLeast\": %d, \"atMost\": %d".formatted(random.nextInt(3) - 2, random.nextInt(4));
            default -> "";
        };
        return "{" + bounds + (helped ? "" : (bounds.isEmpty() ? "" : ", ") + "\"helped\": false") + "}";
    }

    @Property
    void fewerReasonsAreTheFirstOfMore(@ForAll long seed) {
        World world = new World(new Random(seed));
        PhraseExplainer.Builder builder =
                PhraseExplainer.builder().phrases(BOOK).follows(world::follows);
        List<List<Reason>> all = builder.reasons(COLUMNS).build().explain(world.slate());
        for (int limit = 1; limit < COLUMNS; limit++) {
            int most = limit;
            assertThat(builder.reasons(limit).build().explain(world.slate()))
                    .isEqualTo(all.stream()
                            .map(item -> item.subList(0, Math.min(most, item.size())))
                            .toList());
        }
    }

    /** A random request, with the rules of who may be told what written out once more. */
    private static final class World {
        private final List<FeatureColumn> columns = new ArrayList<>();
        private final Map<String, Double> weights = new LinkedHashMap<>();
        private final List<float[]> rows = new ArrayList<>();
        private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
        private final Set<String> followed = new HashSet<>();

        World(Random random) {
            for (int column = 0; column < COLUMNS; column++) {
                FeatureColumn declared = FeatureColumn.number(
                                "f" + column,
                                GROUPS.get(random.nextInt(GROUPS.size())),
                                Owner.values()[random.nextInt(Owner.values().length)])
                        .visibleTo(Visibility.values()[random.nextInt(3)]);
                columns.add(random.nextInt(4) == 0 ? declared.neverSaid() : declared);
                weights.put("f" + column, random.nextInt(6) - 1.0);
            }
            for (int row = random.nextInt(5); row >= 0; row--) {
                float[] values = new float[COLUMNS];
                for (int column = 0; column < COLUMNS; column++) {
                    values[column] = random.nextInt(5) == 0 ? Float.NaN : random.nextInt(7) - 2;
                }
                rows.add(values);
            }
            List<String> people = new ArrayList<>(List.of(TestSlates.VIEWER));
            IntStream.range(0, rows.size()).mapToObj(TestSlates::item).forEach(people::add);
            for (String person : people) {
                for (SignalGroup group : GROUPS) {
                    consent.show(person, group, Visibility.values()[random.nextInt(3)]);
                    if (random.nextInt(4) == 0) {
                        consent.optOut(person, group);
                    }
                }
                if (random.nextInt(10) == 0) {
                    consent.withdraw(person);
                }
                if (random.nextBoolean()) {
                    followed.add(person);
                }
            }
        }

        ChosenItems slate() {
            return TestSlates.slate(consent, columns, new LinearRanker(weights, 1), rows);
        }

        boolean follows(String viewerId, String ownerId) {
            return viewerId.equals(TestSlates.VIEWER) && followed.contains(ownerId);
        }

        FeatureColumn column(String name) {
            return columns.get(Integer.parseInt(name.substring(1)));
        }

        Set<String> sayable(int row) {
            return columns.stream()
                    .map(FeatureColumn::name)
                    .filter(name -> raisedTheScore(row, name) && mayBeSaid(row, column(name)))
                    .collect(Collectors.toSet());
        }

        private boolean raisedTheScore(int row, String name) {
            int column = columns.indexOf(column(name));
            double sum = rows.stream()
                    .mapToDouble(values -> Float.isNaN(values[column]) ? 0 : values[column])
                    .sum();
            float value = rows.get(row)[column];
            return weights.get(name) > 0 && value > 0 && value > sum / (rows.size() + 1);
        }

        private boolean mayBeSaid(int row, FeatureColumn column) {
            String item = TestSlates.item(row);
            Visibility toOthers = column.visibility().narrower(consent.visibility(item, column.group()));
            boolean seen =
                    toOthers == Visibility.PUBLIC || (toOthers == Visibility.FOLLOWERS && followed.contains(item));
            boolean viewerAllows = consent.allows(TestSlates.VIEWER, column.group());
            boolean itemAllows = consent.allows(item, column.group());
            if (!column.sayable()) {
                return false;
            }
            return switch (column.owner()) {
                case NOBODY -> column.visibility() == Visibility.PUBLIC;
                case SUBJECT -> viewerAllows;
                case OBJECT -> itemAllows && seen;
                case BOTH -> viewerAllows && itemAllows && seen;
            };
        }

        /** The rules once more, for a phrase of any features. */
        boolean mayBeSaid(int row, Phrase phrase) {
            double sum = 0;
            for (Map.Entry<String, Condition> entry : phrase.when().entrySet()) {
                if (!weights.containsKey(entry.getKey()) || !mayBeSaid(row, column(entry.getKey()))) {
                    return false;
                }
                Condition condition = entry.getValue();
                float value = rows.get(row)[columns.indexOf(column(entry.getKey()))];
                double weight = weights.get(entry.getKey());
                double added = weight * ((Float.isNaN(value) ? 0 : value) - mean(entry.getKey()));
                boolean direction = switch (condition.direction()) {
                    case HIGH -> weight > 0;
                    case LOW -> weight < 0;
                    case BETWEEN -> true;
                };
                if (Float.isNaN(value)
                        || value < condition.atLeast()
                        || value > condition.atMost()
                        || (condition.helped() && (added <= 0 || !direction))) {
                    return false;
                }
                sum += added;
            }
            return sum > 0;
        }

        private double mean(String name) {
            int column = columns.indexOf(column(name));
            double sum = 0;
            for (float[] values : rows) {
                sum += Float.isNaN(values[column]) ? 0 : values[column];
            }
            return sum / (rows.size() + 1);
        }

        Visibility narrowest(int row, Phrase phrase) {
            return phrase.when().keySet().stream()
                    .map(name -> narrowest(row, name))
                    .reduce(Visibility.PUBLIC, Visibility::narrower);
        }

        Visibility narrowest(int row, String name) {
            FeatureColumn column = column(name);
            Visibility narrowest = column.visibility();
            if (column.owner() == Owner.SUBJECT || column.owner() == Owner.BOTH) {
                narrowest = narrowest.narrower(consent.visibility(TestSlates.VIEWER, column.group()));
            }
            if (column.owner() == Owner.OBJECT || column.owner() == Owner.BOTH) {
                narrowest = narrowest.narrower(consent.visibility(TestSlates.item(row), column.group()));
            }
            return narrowest;
        }
    }
}
