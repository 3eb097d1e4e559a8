package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The laws of a {@link Diversifier}. */
public abstract class DiversifierContract {

    /**
     * Returns the diversifier under test.
     *
     * @return the diversifier
     */
    protected abstract Diversifier diversifier();

    /**
     * Returns items to choose from, some of them alike.
     *
     * @return a few tens of ids
     */
    protected abstract List<String> items();

    /**
     * Returns what constraints may ask about the items.
     *
     * @return nothing unless said otherwise
     */
    protected ItemAttributes attributes() {
        return ItemAttributes.NONE;
    }

    /** Returns sets of items to choose from. */
    @Provide
    Arbitrary<Set<String>> itemSets() {
        return Arbitraries.of(items()).set().ofMinSize(0);
    }

    @Property(tries = 100)
    void choosesDifferentItemsAndAllThatWereAskedFor(
            @ForAll("itemSets") Set<String> items, @ForAll @IntRange(min = 1, max = 15) int k, @ForAll long seed) {
        KeptCandidates kept = kept(items, seed);
        Selection selection = diversifier().select(kept, k);
        Set<Integer> distinct = new TreeSet<>(indexes(selection));
        assertThat(distinct).hasSize(selection.size()).allMatch(index -> index >= 0 && index < kept.size());
        assertThat(selection.size()).isLessThanOrEqualTo(k);
        if (selection.size() < Math.min(k, kept.size())) {
            requireThatAHardConstraintForbidsTheRest(kept, k, indexes(selection));
        }
    }

    private void requireThatAHardConstraintForbidsTheRest(KeptCandidates kept, int k, List<Integer> chosen) {
        List<Constraint.Progress> hard = hardProgress(kept, k);
        chosen.forEach(pick -> hard.forEach(progress -> progress.picked(pick)));
        for (int index = 0; index < kept.size(); index++) {
            int left = index;
            if (!chosen.contains(left)) {
                assertThat(hard)
                        .as("the slate is short, so a hard constraint forbids what is left")
                        .anyMatch(progress -> !progress.allows(left));
            }
        }
    }

    @Property(tries = 100)
    void aLowerTierNeverComesBeforeAHigherOneOfItsOwnAccord(
            @ForAll("itemSets") Set<String> items, @ForAll @IntRange(min = 1, max = 15) int k, @ForAll long seed) {
        KeptCandidates kept = kept(items, seed);
        List<Integer> chosen = indexes(diversifier().select(kept, k));
        List<Constraint.Progress> hard = hardProgress(kept, k);
        for (int position = 0; position < chosen.size(); position++) {
            int tier = kept.tier(chosen.get(position));
            for (int index = 0; index < kept.size(); index++) {
                boolean left = !chosen.subList(0, position).contains(index);
                if (left && kept.tier(index) < tier) {
                    int better = index;
                    assertThat(hard).anyMatch(progress -> !progress.allows(better));
                }
            }
            int pick = chosen.get(position);
            hard.forEach(progress -> progress.picked(pick));
        }
    }

    @Property(tries = 100)
    void neverBreaksAHardConstraint(
            @ForAll("itemSets") Set<String> items, @ForAll @IntRange(min = 1, max = 15) int k, @ForAll long seed) {
        KeptCandidates kept = kept(items, seed);
        List<Constraint.Progress> hard = hardProgress(kept, k);
        for (int pick : indexes(diversifier().select(kept, k))) {
            assertThat(hard).allMatch(progress -> progress.allows(pick));
            hard.forEach(progress -> progress.picked(pick));
        }
    }

    @Property(tries = 30)
    void choosesTheSameTwice(
            @ForAll("itemSets") Set<String> items, @ForAll @IntRange(min = 1, max = 15) int k, @ForAll long seed) {
        assertThat(indexes(diversifier().select(kept(items, seed), k)))
                .isEqualTo(indexes(diversifier().select(kept(items, seed), k)));
    }

    private List<Constraint.Progress> hardProgress(KeptCandidates kept, int k) {
        return diversifier().constraints().stream()
                .filter(Constraint::hard)
                .map(constraint -> constraint.start(kept, k))
                .toList();
    }

    /** Keeps most of the items, with scores that tie now and then, in up to three tiers. */
    private KeptCandidates kept(Set<String> items, long seed) {
        Random random = new Random(seed);
        List<String> ids = new ArrayList<>(new TreeSet<>(items));
        double[] scores =
                ids.stream().mapToDouble(id -> random.nextInt(8) / 4.0).toArray();
        int[] tiers = ids.stream()
                .mapToInt(id -> random.nextInt(8) == 0 ? Integer.MAX_VALUE : Math.max(0, random.nextInt(5) - 2))
                .toArray();
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer("the viewer").build(), new IdSpace())
                .attributes(attributes())
                .build();
        ScoredCandidates scored = Batches.scored(context, ids, scores);
        return Batches.kept(scored, ids.isEmpty() ? new int[0] : tiers);
    }

    private static List<Integer> indexes(Selection selection) {
        List<Integer> indexes = new ArrayList<>();
        for (int position = 0; position < selection.size(); position++) {
            indexes.add(selection.index(position));
        }
        return indexes;
    }
}
