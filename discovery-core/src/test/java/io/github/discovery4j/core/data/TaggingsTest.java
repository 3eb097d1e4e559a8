package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TaggingsTest {

    @Test
    void noTaggingsAreValid() {
        assertThat(Taggings.NONE.size()).isZero();
        assertThat(Taggings.NONE.tags().size()).isZero();
    }

    @Test
    void aRepeatedTaggingStandsOnceWithItsLatestTime() {
        Taggings taggings = Taggings.builder()
                .add("u", "i", "calm", 30)
                .add("u", "i", "Calm", 5)
                .add("u", "i", "calm", 40)
                .add("u", "i", "calm")
                .add("v", "i", "спокойно")
                .build();

        assertThat(rows(taggings)).containsExactly("u i calm 40", "u i Calm 5", "v i спокойно -");
    }

    @Test
    void withoutAnyTimeEveryTimeIsMissing() {
        assertThat(rows(Taggings.builder().add("u", "i", "a").add("u", "i", "a").build()))
                .containsExactly("u i a -");
    }

    @Test
    void subsetsShareTheMapsAndKeepTheOrder() {
        Taggings all = Taggings.builder()
                .add("u", "i", "a", 1)
                .add("u", "j", "b", 2)
                .add("v", "i", "c", 3)
                .build();

        Taggings subset = all.subset(index -> index != 1);

        assertThat(rows(subset)).containsExactly("u i a 1", "v i c 3");
        assertThat(subset.tags()).isSameAs(all.tags());
    }

    @Test
    void takesTheOrdinalsOfOtherMaps() {
        Taggings taggings = Taggings.builder().add("u", "i", "a", 1).build();
        IdMap users = IdMap.of(List.of("z", "u"));

        Taggings moved = taggings.over(users, IdMap.of(List.of("h", "i")));

        assertThat(moved.userOrdinal(0)).isEqualTo(1);
        assertThat(rows(moved)).isEqualTo(rows(taggings));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> taggings.over(users, users))
                .withMessageContaining("every item, lack that of tagging 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> taggings.over(IdMap.of(List.of("z")), taggings.items()))
                .withMessageContaining("every user");
    }

    @Test
    void emptyIdsAndTagsAreRefusedAndLeaveNoTrace() {
        Taggings.Builder builder = Taggings.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.add("u", "i", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.add("u", "", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.add("", "i", "a"));
        assertThat(builder.build().users().size()).isZero();
    }

    private static List<String> rows(Taggings taggings) {
        return IntStream.range(0, taggings.size())
                .mapToObj(index -> taggings.users().idOf(taggings.userOrdinal(index)) + " "
                        + taggings.items().idOf(taggings.itemOrdinal(index)) + " "
                        + taggings.tags().idOf(taggings.tagOrdinal(index)) + " "
                        + (taggings.timeMillis(index) == Interactions.NO_TIME ? "-" : taggings.timeMillis(index)))
                .toList();
    }
}
