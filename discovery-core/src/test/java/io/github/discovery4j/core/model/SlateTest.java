package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlateTest {

    private static final SlateItem ITEM = new SlateItem("secret", 0, 0.5, List.of());

    @Test
    void saysHowManyItemsAreMissing() {
        assertThat(slate(3, ITEM).shortfall()).isEqualTo(2);
        assertThat(slate(1, ITEM).shortfall()).isZero();
        assertThat(slate(1).shortfall()).isEqualTo(1);
    }

    @Test
    void isACopyOfWhatItWasMadeFrom() {
        List<SlateItem> items = new ArrayList<>(List.of(ITEM));
        Map<String, String> versions = new HashMap<>(Map.of("b", "2", "a", "1"));
        Slate slate = new Slate("s", Instant.EPOCH, 2, items, versions);
        items.clear();
        versions.clear();
        assertThat(slate.items()).containsExactly(ITEM);
        assertThat(slate.versions().keySet()).containsExactly("a", "b");
        assertThatThrownBy(() -> slate.versions().put("c", "3")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> slate.items().clear()).isInstanceOf(UnsupportedOperationException.class);
        List<Reason> reasons = new ArrayList<>();
        SlateItem item = new SlateItem("a", 0, 1, reasons);
        reasons.add(new Reason("why", SignalGroup.PROFILE, Visibility.PUBLIC, Map.of("en", "Why")));
        assertThat(item.reasons()).isEmpty();
    }

    @Test
    void namesNobodyWhenPrinted() {
        assertThat(slate(3, ITEM) + " " + slate(3, ITEM).items())
                .contains("items=1 of 3")
                .doesNotContain("secret");
    }

    private static Slate slate(int requested, SlateItem... items) {
        return new Slate("s", Instant.EPOCH, requested, List.of(items), Map.of());
    }
}
