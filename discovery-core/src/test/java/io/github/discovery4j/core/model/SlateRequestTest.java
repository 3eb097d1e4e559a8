package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlateRequestTest {

    @Test
    void hasDefaultsAndAnIdOfItsOwn() {
        SlateRequest request = SlateRequest.forViewer("v").build();
        assertThat(request.viewerId()).isEqualTo("v");
        assertThat(request.size()).isEqualTo(SlateRequest.DEFAULT_SIZE);
        assertThat(request.firstPosition()).isZero();
        assertThat(request.locale()).isEqualTo(Locale.ENGLISH);
        assertThat(request.filter()).isEqualTo(Filter.any());
        assertThat(request.timeout()).isEmpty();
        assertThat(request.exclusions()).isEmpty();
        assertThat(request.explained()).isTrue();
        assertThat(request.id())
                .isNotEmpty()
                .isNotEqualTo(SlateRequest.forViewer("v").build().id());
    }

    @Test
    void takesOverEveryWishButNotTheId() {
        SlateRequest request = SlateRequest.forViewer("v")
                .id("r1")
                .size(3)
                .locale(Locale.of("es"))
                .filter(Filter.equal("language", "es"))
                .timeout(Duration.ofMillis(5))
                .exclude(List.of("a", "b", "a"))
                .explained(false)
                .build();
        SlateRequest again = request.toBuilder().build();
        assertThat(again.id()).isNotEqualTo("r1");
        assertThat(again).usingRecursiveComparison().ignoringFields("id").isEqualTo(request);
        assertThat(request.exclusions()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void badWishesAreRefusedWithTheRule() {
        SlateRequest.Builder builder = SlateRequest.forViewer("v");
        for (int size : new int[] {Integer.MIN_VALUE, -1, 0, SlateRequest.MAX_SIZE + 1}) {
            assertThatThrownBy(() -> builder.size(size))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[1, 1000], was " + size)
                    .hasMessageContaining("after(slate)");
        }
        assertThat(builder.size(1).build().size()).isEqualTo(1);
        assertThat(builder.size(SlateRequest.MAX_SIZE).build().size()).isEqualTo(SlateRequest.MAX_SIZE);
        for (Duration timeout : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            assertThatThrownBy(() -> builder.timeout(timeout))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("more than zero");
        }
        assertThatThrownBy(() -> builder.id("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SlateRequest.forViewer("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void goesOnAfterASlateWithoutRepeats() {
        SlateRequest first = SlateRequest.forViewer("v")
                .size(2)
                .exclude(List.of("x"))
                .explained(false)
                .build();
        SlateRequest second = first.after(slate("a", "b"));
        SlateRequest third = second.after(slate("c"));
        assertThat(first.exclusions()).as("a request does not change").containsExactly("x");
        assertThat(second.firstPosition()).isEqualTo(2);
        assertThat(third.exclusions()).containsExactlyInAnyOrder("x", "a", "b", "c");
        assertThat(third.firstPosition()).isEqualTo(3);
        assertThat(third.size()).isEqualTo(2);
        assertThat(third.explained()).isFalse();
        assertThat(third.after(slate()).firstPosition()).isEqualTo(3);
    }

    @Test
    void doesNotFollowItsBuilder() {
        List<String> excluded = new ArrayList<>(List.of("a"));
        SlateRequest.Builder builder = SlateRequest.forViewer("v").exclude(excluded);
        SlateRequest request = builder.build();
        excluded.add("b");
        builder.exclude(List.of("c"));
        assertThat(request.exclusions()).containsExactly("a");
    }

    @Test
    void namesNobodyWhenPrinted() {
        SlateRequest request = SlateRequest.forViewer("secret")
                .id("r1")
                .exclude(List.of("secret item"))
                .filter(Filter.equal("secret attribute", "secret label"))
                .build();
        assertThat(request).asString().contains("r1").doesNotContain("secret");
    }

    private static Slate slate(String... ids) {
        List<SlateItem> items = new ArrayList<>();
        for (String id : ids) {
            items.add(new SlateItem(id, items.size(), 1, List.of()));
        }
        return new Slate("s", Instant.EPOCH, 2, items, Map.of());
    }
}
