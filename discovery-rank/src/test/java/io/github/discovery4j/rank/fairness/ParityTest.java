package io.github.discovery4j.rank.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.ConstraintStatus;
import io.github.discovery4j.core.stage.ConstraintStatus.Outcome;
import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Selection;
import io.github.discovery4j.testkit.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

class ParityTest {

    /** Candidates with the group and the community that each has, -1 for none; scores fall, and go by group. */
    private record Pool(int[] group, int[] community) {

        static Pool skewed(Random random) {
            int n = 1 + random.nextInt(60);
            int groups = 1 + random.nextInt(4);
            int communities = 1 + random.nextInt(8);
            double skew = random.nextDouble() * 3;
            int[] group =
                    IntStream.range(0, n).map(i -> drawn(random, groups, skew)).toArray();
            // Most of the first group have the best scores.
            int sorted = random.nextInt(n + 1);
            Arrays.sort(group, 0, sorted);
            int[] community = IntStream.range(0, n)
                    .map(i -> random.nextInt(3) == 0 ? group[i] : drawn(random, communities, skew))
                    .toArray();
            return new Pool(group, community);
        }

        /** One in ten has none. */
        private static int drawn(Random random, int count, double skew) {
            return random.nextInt(10) == 0 ? -1 : (int) (count * Math.pow(random.nextDouble(), 1 + skew));
        }

        KeptCandidates kept() {
            List<String> ids =
                    IntStream.range(0, group.length).mapToObj(i -> "item " + i).toList();
            double[] scores =
                    IntStream.range(0, group.length).mapToDouble(i -> -i).toArray();
            RequestContext context = RequestContext.builder(
                            SlateRequest.forViewer("viewer").build(), new IdSpace())
                    .attributes(communities())
                    .build();
            return Batches.kept(Batches.scored(context, ids, scores));
        }

        int groups() {
            return Math.max(4, Arrays.stream(group).max().orElse(0) + 1);
        }

        /** The group, or one past the last for none. */
        int bucket(int item) {
            return group[item] < 0 ? groups() : group[item];
        }

        Optional<String> groupOf(String id) {
            return Optional.of(group[parsed(id)]).filter(g -> g >= 0).map(g -> "group " + g);
        }

        private static int parsed(String id) {
            return Integer.parseInt(id.substring("item ".length()));
        }

        private ItemAttributes communities() {
            return new ItemAttributes() {
                @Override
                public Set<String> names() {
                    return Set.of("community");
                }

                @Override
                public Set<String> labels(String itemId, String attribute) {
                    int label = community[parsed(itemId)];
                    return label < 0 ? Set.of() : Set.of("community " + label);
                }

                @Override
                public double number(String itemId, String attribute) {
                    return Double.NaN;
                }
            };
        }

        /** All counts of groups that a slate of any length up to k can have under the cap, label by label. */
        Set<List<Integer>> reachableCounts(int cap, int k) {
            Set<List<Integer>> reachable = Set.of(Collections.nCopies(groups() + 1, 0));
            for (int label = -1; label < 8; label++) {
                int[] there = new int[groups() + 1];
                for (int i = 0; i < group.length; i++) {
                    if (community[i] == label) {
                        there[bucket(i)]++;
                    }
                }
                int most = label < 0 ? k : Math.min(cap, k);
                Set<List<Integer>> more = new HashSet<>();
                for (List<Integer> counts : reachable) {
                    add(more, new ArrayList<>(counts), there, 0, most, k - sum(counts));
                }
                reachable = more;
            }
            return reachable;
        }

        private static void add(Set<List<Integer>> all, List<Integer> counts, int[] there, int g, int most, int room) {
            if (g == there.length) {
                all.add(List.copyOf(counts));
                return;
            }
            for (int count = 0; count <= Math.min(there[g], Math.min(most, room)); count++) {
                List<Integer> next = new ArrayList<>(counts);
                next.set(g, next.get(g) + count);
                add(all, next, there, g + 1, most - count, room - count);
            }
        }

        static int sum(List<Integer> counts) {
            return counts.stream().mapToInt(Integer::intValue).sum();
        }

        /** Both measures from their definitions. */
        boolean parity(List<Integer> counts, double tolerance, double ratio, Map<String, Double> target) {
            if (sum(counts) == 0) {
                return true;
            }
            double smallest = Double.POSITIVE_INFINITY;
            double largest = 0;
            for (int g = 0; g < groups(); g++) {
                int number = g;
                double members = Arrays.stream(group).filter(of -> of == number).count();
                boolean measured = target.isEmpty() ? members > 0 : target.containsKey("group " + g);
                if (measured) {
                    double reference = target.isEmpty() ? members / group.length : target.get("group " + g);
                    if (Math.abs(counts.get(g) / (double) sum(counts) - reference) > tolerance + 1e-9) {
                        return false;
                    }
                    if (reference > 0) {
                        smallest = Math.min(smallest, counts.get(g) / reference);
                        largest = Math.max(largest, counts.get(g) / reference);
                    }
                }
            }
            return largest == 0 || smallest / largest >= ratio - 1e-9;
        }
    }

    /** Met wherever some choice of counts under the cap meets it, and infeasible wherever none does: in 10,000 slates. */
    @Example
    void isMetExactlyWhereSomeSlateMeetsIt() {
        Random random = new Random(7);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int slate = 0; slate < 10_000; slate++) {
            Pool pool = Pool.skewed(random);
            int k = 1 + random.nextInt(20);
            int cap = random.nextInt(3) == 0 ? 20 : 1 + random.nextInt(6);
            double tolerance = random.nextInt(5) == 0 ? 1 : 0.1;
            double ratio = random.nextInt(3) == 0 ? 0 : 0.8;
            boolean hard = random.nextInt(4) == 0;
            Map<String, Double> target = random.nextInt(4) > 0 ? Map.of() : Map.of("group 0", 0.5, "group 1", 0.3);
            outcomes.merge(check(pool, k, cap, tolerance, ratio, target, hard), 1, Integer::sum);
        }
        assertThat(outcomes).containsOnlyKeys(Outcome.MET, Outcome.INFEASIBLE);
        assertThat(outcomes.values()).allMatch(count -> count > 2_000);
    }

    private static Outcome check(
            Pool pool, int k, int cap, double tolerance, double ratio, Map<String, Double> target, boolean hard) {
        KeptCandidates kept = pool.kept();
        Parity.Builder parity = Parity.on("group", pool::groupOf)
                .shareTolerance(tolerance)
                .impactRatio(ratio)
                .atMost(cap, "community");
        if (!target.isEmpty()) {
            parity.target(target);
        }
        Selection selection =
                hard ? select(kept, k, parity.hard().build()) : select(kept, k, parity.build(), new Cap(pool, cap));

        Set<List<Integer>> reachable = pool.reachableCounts(cap, Math.min(k, kept.size()));
        int longest = reachable.stream().mapToInt(Pool::sum).max().orElse(0);
        List<Integer> counts = counts(pool, selection);
        Outcome outcome = selection.constraints().getFirst().outcome();
        int longestInParity = reachable.stream()
                .filter(all -> pool.parity(all, tolerance, ratio, target))
                .mapToInt(Pool::sum)
                .max()
                .orElse(0);
        boolean feasible = longestInParity == longest && (!hard || longest == Math.min(k, kept.size()));
        if (feasible) {
            assertThat(outcome).isEqualTo(Outcome.MET);
            assertThat(pool.parity(counts, tolerance, ratio, target)).isTrue();
            assertThat(selection.size()).isEqualTo(longest);
        } else if (hard) {
            assertThat(outcome).isEqualTo(Outcome.INFEASIBLE);
            assertThat(selection.size()).isEqualTo(longestInParity);
            assertThat(pool.parity(counts, tolerance, ratio, target)).isTrue();
        } else {
            assertThat(outcome).isEqualTo(Outcome.INFEASIBLE);
            assertThat(selection.size()).isEqualTo(longest);
        }
        return outcome;
    }

    private static List<Integer> counts(Pool pool, Selection selection) {
        int[] counts = new int[pool.groups() + 1];
        for (int position = 0; position < selection.size(); position++) {
            counts[pool.bucket(selection.index(position))]++;
        }
        return Arrays.stream(counts).boxed().toList();
    }

    /** The cap by itself, as a host would add it beside a soft parity. */
    private record Cap(Pool pool, int cap) implements Constraint {
        @Override
        public String name() {
            return "cap";
        }

        @Override
        public boolean hard() {
            return true;
        }

        @Override
        public Progress start(KeptCandidates kept, int k) {
            int[] counts = new int[8];
            return new Progress() {
                @Override
                public boolean allows(int index) {
                    int label = pool.community()[index];
                    return label < 0 || counts[label] < cap;
                }

                @Override
                public void picked(int index) {
                    int label = pool.community()[index];
                    if (label >= 0) {
                        counts[label]++;
                    }
                }
            };
        }
    }

    private static Selection select(KeptCandidates kept, int k, Constraint... constraints) {
        return GreedySelection.select(kept, k, List.of(constraints), GreedySelection.Gain.byScore(kept));
    }

    @Example
    void aHardOneAloneIsProvenInfeasibleAndCutToTheLongestThatIsFair() {
        // Three of each: two of four places each are within ten points, three places never are.
        Pool pool = new Pool(new int[] {0, 0, 0, 1, 1, 1}, new int[6]);
        Selection selection =
                select(pool.kept(), 5, Parity.on("group", pool::groupOf).hard().build());
        assertThat(selection.size()).isEqualTo(4);
        assertThat(selection.constraints().getFirst().outcome()).isEqualTo(Outcome.INFEASIBLE);
        assertThat(counts(pool, selection)).containsExactly(2, 2, 0, 0, 0);
    }

    @Example
    void aSoftOneGivesWayToTiersAndSaysHowFar() {
        Pool pool = new Pool(new int[] {0, 0, 0, 0, 1, 1, 1, 1}, new int[8]);
        KeptCandidates sorted = pool.kept();
        KeptCandidates kept = Batches.kept(sorted.scored(), 0, 0, 0, 0, 1, 1, 1, 1);
        ConstraintStatus status = select(
                        kept, 4, Parity.on("group", pool::groupOf).build())
                .constraints()
                .getFirst();
        assertThat(status.outcome()).isEqualTo(Outcome.RELAXED);
        assertThat(status.detail()).isEqualTo("share off by 0.500, impact ratio 0.000, exposure off by 0.500");
    }

    @Example
    void moreGroupsThanCanBeLookedAheadAtAreNeverCalledInfeasibleFalsely() {
        Random random = new Random(3);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int slate = 0; slate < 300; slate++) {
            int n = 12 + random.nextInt(10);
            int[] group = random.ints(n, 0, 12).toArray();
            Arrays.setAll(group, i -> i < 12 ? i : group[i]);
            Pool pool = new Pool(group, random.ints(n, 0, 6).toArray());
            outcomes.merge(checkMany(pool, 4 + random.nextInt(3), 1 + random.nextInt(2)), 1, Integer::sum);
        }
        assertThat(outcomes).containsOnlyKeys(Outcome.MET, Outcome.INFEASIBLE, Outcome.NOT_FOUND);
    }

    private static Outcome checkMany(Pool pool, int k, int cap) {
        Selection selection = select(
                pool.kept(),
                k,
                Parity.on("group", pool::groupOf)
                        .impactRatio(0)
                        .atMost(cap, "community")
                        .hard()
                        .build());
        Set<List<Integer>> reachable = pool.reachableCounts(cap, k);
        int longest = reachable.stream().mapToInt(Pool::sum).max().orElse(0);
        boolean inParity = reachable.stream()
                .anyMatch(counts -> Pool.sum(counts) == longest && pool.parity(counts, 0.1, 0, Map.of()));
        Outcome outcome = selection.constraints().getFirst().outcome();
        switch (outcome) {
            case MET -> {
                assertThat(selection.size()).isEqualTo(k);
                assertThat(pool.parity(counts(pool, selection), 0.1, 0, Map.of()))
                        .isTrue();
            }
            case NOT_FOUND -> assertThat(selection.size()).isLessThan(k);
            case INFEASIBLE -> assertThat(inParity).isFalse();
            case RELAXED -> throw new AssertionError("a hard constraint is never relaxed");
        }
        return outcome;
    }

    @Example
    void nobodyWithAGroupAndNobodyAtAllAreFair() {
        Pool nobodySays = new Pool(new int[] {-1, -1, -1}, new int[3]);
        assertThat(outcome(nobodySays, 2)).isEqualTo(Outcome.MET);
        assertThat(outcome(new Pool(new int[0], new int[0]), 5)).isEqualTo(Outcome.MET);
        assertThat(outcome(new Pool(new int[] {0, 0}, new int[2]), 1)).isEqualTo(Outcome.MET);
    }

    private static Outcome outcome(Pool pool, int k) {
        return select(pool.kept(), k, Parity.on("group", pool::groupOf).hard().build())
                .constraints()
                .getFirst()
                .outcome();
    }

    @Example
    void aTargetWithoutCandidatesCannotBeMet() {
        Pool pool = new Pool(new int[] {0, 0, 0, 0}, new int[4]);
        Parity parity = Parity.on("group", pool::groupOf)
                .target(Map.of("group 0", 0.5, "group 1", 0.5))
                .build();
        assertThat(select(pool.kept(), 4, parity).constraints().getFirst().outcome())
                .isEqualTo(Outcome.INFEASIBLE);
    }

    @Example
    void itsAttributeIsProtected() {
        assertThat(Parity.on("age band", id -> Optional.empty()).build().protectedAttributes())
                .containsExactly("age band");
    }

    @Example
    void settingsOutOfRangeAreRefused() {
        Parity.Builder builder = Parity.on("group", id -> Optional.empty());
        for (double value : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> builder.shareTolerance(value)).hasMessageContaining("was " + value);
            assertThatThrownBy(() -> builder.impactRatio(value)).hasMessageContaining("was " + value);
            assertThatThrownBy(() -> builder.target(Map.of("a", value))).hasMessageContaining(value + "");
        }
        assertThatThrownBy(() -> builder.target(Map.of("a", 0.6, "b", 0.6))).hasMessageContaining("at most 1");
        assertThatThrownBy(() -> builder.atMost(0, "community")).hasMessageContaining("was 0");
        Pool pool = new Pool(new int[] {0}, new int[] {0});
        Parity capped = Parity.on("group", pool::groupOf).atMost(1, "comunity").build();
        assertThatThrownBy(() -> select(pool.kept(), 1, capped))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"comunity\"")
                .hasMessageContaining("[community]");
        Pool names = new Pool(IntStream.range(0, 61).toArray(), new int[61]);
        assertThatThrownBy(() -> select(
                        names.kept(), 1, Parity.on("name", names::groupOf).build()))
                .hasMessageContaining("at most 60 groups, was 61");
    }
}
