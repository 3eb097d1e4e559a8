package io.github.discovery4j.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.stage.ConstraintStatus.Outcome;
import io.github.discovery4j.testkit.Batches;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class GreedySelectionTest {

    /** A candidate: ids begin with the letter that caps count. */
    private record Item(char letter, int score, int tier) {}

    @Provide
    Arbitrary<Item> items() {
        return Combinators.combine(
                        Arbitraries.of('a', 'b', 'c'),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(0, 0, 1, 2, Integer.MAX_VALUE))
                .as(Item::new);
    }

    @Provide
    Arbitrary<Caps> caps() {
        return Combinators.combine(
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, true, true, false))
                .as((hard, cap, possible) -> new Caps("cap", hard, cap, possible));
    }

    /** The oracle takes the best of all that is left by one comparison: tier, soft constraints kept, gain, rank. */
    @Property(tries = 1_000)
    void picksWhatComparingEverythingWithEverythingPicks(
            @ForAll @Size(max = 8) List<@net.jqwik.api.From("items") Item> items,
            @ForAll @Size(max = 3) List<@net.jqwik.api.From("caps") Caps> caps,
            @ForAll @IntRange(min = 1, max = 9) int k) {
        KeptCandidates kept = kept(items);
        List<Integer> expected = new ArrayList<>();
        boolean[] relaxed = new boolean[caps.size()];
        while (expected.size() < Math.min(k, kept.size())) {
            List<Integer> left = IntStream.range(0, kept.size())
                    .boxed()
                    .filter(index -> !expected.contains(index))
                    .filter(index -> keeps(caps, true, kept, expected, index))
                    .sorted(Comparator.comparing((Integer index) -> kept.tier(index))
                            .thenComparing(index -> keeps(caps, false, kept, expected, index) ? 0 : 1)
                            .thenComparing(index -> -gain(kept, expected, index))
                            .thenComparing(index -> index))
                    .toList();
            if (left.isEmpty()) {
                break;
            }
            int pick = left.getFirst();
            for (int c = 0; c < relaxed.length; c++) {
                relaxed[c] |= caps.get(c).possible() && !keeps(caps.get(c), kept, expected, pick);
            }
            expected.add(pick);
        }

        Selection selection = GreedySelection.select(kept, k, List.copyOf(caps), spreading(kept));
        assertThat(indexes(selection)).isEqualTo(expected);
        boolean alone = caps.stream().filter(Caps::hard).count() == 1;
        boolean shorter = expected.size() < Math.min(k, kept.size());
        for (int c = 0; c < caps.size(); c++) {
            Caps cap = caps.get(c);
            boolean blocks = shorter
                    && cap.hard()
                    && IntStream.range(0, kept.size())
                            .anyMatch(index -> !expected.contains(index) && !keeps(cap, kept, expected, index));
            assertThat(selection.constraints().get(c).outcome())
                    .isEqualTo(
                            !cap.possible() || (blocks && alone)
                                    ? Outcome.INFEASIBLE
                                    : blocks ? Outcome.NOT_FOUND : relaxed[c] ? Outcome.RELAXED : Outcome.MET);
        }
    }

    @Example
    void withoutConstraintsByScoreIsTheRankOrder() {
        KeptCandidates kept = kept(List.of(new Item('a', 1, 0), new Item('b', 2, 1), new Item('c', 0, 0)));
        Selection selection = GreedySelection.select(kept, 3, List.of(), GreedySelection.Gain.byScore(kept));
        assertThat(indexes(selection)).containsExactly(0, 1, 2);
        assertThat(selection.constraints()).isEmpty();
        assertThat(selection.propensity(2)).isEqualTo(1);
    }

    @Example
    void aHardConstraintMakesTheSlateShortAndASoftOneGivesWay() {
        KeptCandidates kept = kept(List.of(new Item('a', 3, 0), new Item('a', 2, 0), new Item('a', 1, 0)));
        Selection hard = GreedySelection.select(kept, 3, List.of(Caps.hard(2)), GreedySelection.Gain.byScore(kept));
        assertThat(indexes(hard)).containsExactly(0, 1);
        assertThat(hard.constraints()).extracting(ConstraintStatus::outcome).containsExactly(Outcome.INFEASIBLE);
        Selection soft = GreedySelection.select(kept, 3, List.of(Caps.soft(2)), GreedySelection.Gain.byScore(kept));
        assertThat(indexes(soft)).containsExactly(0, 1, 2);
        assertThat(soft.constraints()).extracting(ConstraintStatus::outcome).containsExactly(Outcome.RELAXED);
    }

    @Example
    void aLowerTierIsReachedOnlyWhereAHardConstraintForbidsTheHigher() {
        List<Item> items = List.of(new Item('a', 1, 0), new Item('a', 1, 0), new Item('b', 9, 1));
        KeptCandidates kept = kept(items);
        assertThat(indexes(GreedySelection.select(kept, 2, List.of(Caps.soft(1)), GreedySelection.Gain.byScore(kept))))
                .as("a soft one gives way within the tier")
                .containsExactly(0, 1);
        assertThat(indexes(GreedySelection.select(kept, 2, List.of(Caps.hard(1)), GreedySelection.Gain.byScore(kept))))
                .containsExactly(0, 2);
    }

    @Example
    void aGainThatIsNotANumberIsRefused() {
        KeptCandidates kept = kept(List.of(new Item('a', 1, 0), new Item('b', 1, 0)));
        GreedySelection.Gain broken = new GreedySelection.Gain() {
            @Override
            public double of(int index) {
                return index == 0 ? Double.NaN : 1;
            }

            @Override
            public void picked(int index) {}
        };
        assertThatThrownBy(() -> GreedySelection.select(kept, 1, List.of(), broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }

    @Example
    void whoCannotWinIsNotAskedForItsGain() {
        KeptCandidates kept = kept(List.of(new Item('a', 3, 0), new Item('b', 2, 0), new Item('c', 1, 0)));
        List<Integer> asked = new ArrayList<>();
        GreedySelection.Gain bounded = new GreedySelection.Gain() {
            @Override
            public double of(int index) {
                asked.add(index);
                return List.of(0.5, 0.4, 0.9).get(index);
            }

            @Override
            public double atMost(int index) {
                return List.of(1.0, 0.5, 1.0).get(index);
            }

            @Override
            public void picked(int index) {}
        };
        assertThat(indexes(GreedySelection.select(kept, 1, List.of(), bounded))).containsExactly(2);
        assertThat(asked).containsExactly(0, 2);
    }

    @Example
    void whoTurnsOutNotToWinIsNotMeasuredToTheEnd() {
        KeptCandidates kept = kept(List.of(new Item('a', 3, 0), new Item('b', 2, 0), new Item('c', 1, 0)));
        List<Double> toBeat = new ArrayList<>();
        GreedySelection.Gain estimated = new GreedySelection.Gain() {
            @Override
            public double of(int index) {
                return List.of(0.5, 0.4, 0.9).get(index);
            }

            @Override
            public double of(int index, double other) {
                toBeat.add(other);
                return index == 1 ? other : of(index);
            }

            @Override
            public void picked(int index) {}
        };
        assertThat(indexes(GreedySelection.select(kept, 1, List.of(), estimated)))
                .containsExactly(2);
        assertThat(toBeat).containsExactly(Double.NEGATIVE_INFINITY, 0.5, 0.5);
    }

    @Example
    void theWorstPossibleGainIsStillPickedWhenNothingElseIsLeft() {
        KeptCandidates kept = kept(List.of(new Item('a', 1, 0), new Item('b', 1, 0)));
        GreedySelection.Gain hopeless = new GreedySelection.Gain() {
            @Override
            public double of(int index) {
                return Double.NEGATIVE_INFINITY;
            }

            @Override
            public void picked(int index) {}
        };
        assertThat(indexes(GreedySelection.select(kept, 5, List.of(), hopeless)))
                .containsExactly(0, 1);
    }

    /** A score less half a point for every pick with the same letter. */
    private static GreedySelection.Gain spreading(KeptCandidates kept) {
        List<Integer> picks = new ArrayList<>();
        return new GreedySelection.Gain() {
            @Override
            public double of(int index) {
                return gain(kept, picks, index);
            }

            @Override
            public void picked(int index) {
                picks.add(index);
            }
        };
    }

    private static double gain(KeptCandidates kept, List<Integer> picks, int index) {
        return kept.score(index) - 0.5 * sameLetter(kept, picks, index);
    }

    private static boolean keeps(
            List<Caps> caps, boolean hardOnly, KeptCandidates kept, List<Integer> picks, int index) {
        return caps.stream()
                .filter(cap -> cap.hard() || (cap.possible() && !hardOnly))
                .allMatch(cap -> keeps(cap, kept, picks, index));
    }

    private static boolean keeps(Caps cap, KeptCandidates kept, List<Integer> picks, int index) {
        return sameLetter(kept, picks, index) < cap.cap();
    }

    private static long sameLetter(KeptCandidates kept, List<Integer> picks, int index) {
        return picks.stream()
                .filter(pick -> kept.id(pick).charAt(0) == kept.id(index).charAt(0))
                .count();
    }

    private static KeptCandidates kept(List<Item> items) {
        List<String> ids = IntStream.range(0, items.size())
                .mapToObj(i -> items.get(i).letter() + "" + i)
                .toList();
        ScoredCandidates scored = Batches.scored(
                Batches.context("viewer"),
                ids,
                items.stream().mapToDouble(Item::score).toArray());
        return KeptCandidates.of(scored, items.stream().mapToInt(Item::tier).toArray());
    }

    private static List<Integer> indexes(Selection selection) {
        return IntStream.range(0, selection.size()).mapToObj(selection::index).toList();
    }
}
