package io.github.discovery4j.rank.factorization.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.data.DuplicatePolicy;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MinimumsTest {

    private static Map<String, Set<String>> partners(Interactions interactions, boolean ofItems) {
        Map<String, Set<String>> partners = new HashMap<>();
        for (int index = 0; index < interactions.size(); index++) {
            String user = interactions.users().idOf(interactions.userOrdinal(index));
            String item = interactions.items().idOf(interactions.itemOrdinal(index));
            partners.computeIfAbsent(ofItems ? item : user, id -> new HashSet<>())
                    .add(ofItems ? user : item);
        }
        return partners;
    }

    /** The largest subset in which both hold: any other such subset is within it. */
    @Property(tries = 100)
    void bothMinimumsHoldForWhatIsLeftAndNothingMoreIsLeftOut(
            @ForAll @IntRange(min = 1, max = 5) int itemUsers,
            @ForAll @IntRange(min = 1, max = 5) int userItems,
            @ForAll long seed) {
        Interactions all = ModelTrainingTest.tastes(15, 20, seed);
        Interactions kept = new Minimums(itemUsers, userItems).of(all);
        Map<String, Set<String>> ofItems = partners(kept, true);
        Map<String, Set<String>> ofUsers = partners(kept, false);
        assertThat(ofItems.values()).allMatch(users -> users.size() >= itemUsers);
        assertThat(ofUsers.values()).allMatch(items -> items.size() >= userItems);
        assertThat(kept.items().size()).as("nothing without an interaction").isEqualTo(ofItems.size());
        assertThat(kept.users().size()).isEqualTo(ofUsers.size());
        Map<String, Set<String>> left = partners(all, false);
        boolean changed = true;
        while (changed) {
            Map<String, Set<String>> users = new HashMap<>();
            left.forEach((user, items) -> items.forEach(
                    item -> users.computeIfAbsent(item, id -> new HashSet<>()).add(user)));
            changed = left.values().stream()
                            .map(items -> items.removeIf(item -> users.get(item).size() < itemUsers))
                            .reduce(false, Boolean::logicalOr)
                    | left.values().removeIf(items -> items.size() < userItems);
        }
        assertThat(ofUsers).isEqualTo(left);
    }

    @Example
    void repeatsCountOnceAndAreKept() {
        Interactions all = Interactions.builder()
                .duplicates(DuplicatePolicy.KEEP_ALL)
                .add("a", "X")
                .add("a", "X")
                .add("a", "Y")
                .add("b", "Y")
                .add("b", "Y", -1)
                .build();
        Interactions kept = new Minimums(2, 1).of(all);
        assertThat(kept.items()).isEqualTo(IdMap.of(List.of("Y")));
        assertThat(kept.size()).isEqualTo(3);
        assertThat(kept.weight(2)).isEqualTo(-1);
    }

    @Example
    void noMinimumsGiveTheSameObjectAndWrongOnesAreRefused() {
        Interactions all = ModelTrainingTest.tastes(5, 5, 1);
        assertThat(Minimums.NONE.of(all)).isSameAs(all);
        assertThat(new Minimums(100, 1).of(all).size()).isZero();
        assertThatThrownBy(() -> new Minimums(0, 1)).hasMessageContaining("were 0 users");
        assertThatThrownBy(() -> new Minimums(1, 0)).hasMessageContaining("0 items a user");
    }
}
