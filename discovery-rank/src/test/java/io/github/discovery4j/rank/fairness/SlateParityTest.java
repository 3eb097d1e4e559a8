package io.github.discovery4j.rank.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlateParityTest {

    /** The first letter is the group; a dot stands for none. */
    private static final ProtectedGroups GROUPS =
            id -> id.charAt(0) == '.' ? Optional.empty() : Optional.of(id.substring(0, 1));

    @Test
    void countsPlacesRatesAndAttention() {
        SlateParity parity = SlateParity.among(
                List.of("b1", "a1", "a2", ".1"), List.of("a1", "a2", "a3", "a4", "b1", "b2", ".1", ".2"), GROUPS);
        double all = 1 + 1 / log2(3) + 0.5 + 1 / log2(5);
        assertThat(parity.groups()).hasSize(2);
        SlateParity.Group a = parity.groups().getFirst();
        assertThat(a.name()).isEqualTo("a");
        assertThat(a.places()).isEqualTo(2);
        assertThat(a.share()).isEqualTo(0.5);
        assertThat(a.reference()).isEqualTo(0.5);
        assertThat(a.exposure()).isCloseTo((1 / log2(3) + 0.5) / all, within(1e-12));
        assertThat(parity.shareGap()).isEqualTo(0);
        assertThat(parity.impactRatio()).isEqualTo(1);
        double ofB = 1 / all;
        assertThat(parity.exposureGap()).isCloseTo(ofB - 0.25, within(1e-12));
        assertThat(parity.exposureRatio()).isCloseTo(a.exposure() / 0.5 / (ofB / 0.25), within(1e-12));
    }

    @Test
    void aGroupThatGotNothingHasTheRateZero() {
        SlateParity parity = SlateParity.among(List.of("a1"), List.of("a1", "a2", "b1", "b2"), GROUPS);
        assertThat(parity.impactRatio()).isZero();
        assertThat(parity.exposureRatio()).isZero();
        assertThat(parity.shareGap()).isEqualTo(0.5);
    }

    @Test
    void aTargetReplacesTheSharesOfTheCandidates() {
        SlateParity parity =
                SlateParity.against(List.of("a1", "b1", "c1", "c2"), Map.of("a", 0.5, "b", 0.25, "d", 0.0), GROUPS);
        assertThat(parity.groups()).extracting(SlateParity.Group::name).containsExactly("a", "b", "c", "d");
        assertThat(parity.groups().get(2).reference()).isNaN();
        assertThat(parity.shareGap()).isEqualTo(0.25);
        assertThat(parity.impactRatio()).isEqualTo(0.5);
        assertThatThrownBy(() -> SlateParity.against(List.of(), Map.of(), GROUPS))
                .hasMessageContaining("target");
    }

    @Test
    void anEmptySlateTreatsNobodyDifferently() {
        SlateParity parity = SlateParity.among(List.of(), List.of("a1", "b1"), GROUPS);
        assertThat(parity.shareGap()).isZero();
        assertThat(parity.impactRatio()).isEqualTo(1);
        assertThat(SlateParity.among(List.of(), List.of(), GROUPS).groups()).isEmpty();
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
