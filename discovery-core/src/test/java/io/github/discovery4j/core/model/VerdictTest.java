package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class VerdictTest {

    @Provide
    Arbitrary<Verdict> verdicts() {
        Arbitrary<String> reason = Arbitraries.of("one", "other");
        return Arbitraries.oneOf(
                Arbitraries.just(Verdict.keep()),
                Combinators.combine(Arbitraries.of(1, 2, Integer.MAX_VALUE - 1), reason)
                        .as(Verdict.Demote::new),
                reason.map(Verdict.Remove::new));
    }

    @Property
    void theStricterWins(@ForAll("verdicts") Verdict a, @ForAll("verdicts") Verdict b) {
        assertThat(a.and(b).tier()).isEqualTo(Math.max(a.tier(), b.tier()));
        assertThat(a.and(b)).isIn(a, b);
    }

    @Property
    void combiningIsAssociative(
            @ForAll("verdicts") Verdict a, @ForAll("verdicts") Verdict b, @ForAll("verdicts") Verdict c) {
        assertThat(a.and(b).and(c)).isEqualTo(a.and(b.and(c)));
    }

    @Property
    void keepingChangesNothingAndRemovalIsFinal(@ForAll("verdicts") Verdict verdict) {
        assertThat(verdict.and(Verdict.keep())).isEqualTo(verdict);
        assertThat(Verdict.keep().and(verdict)).isEqualTo(verdict);
        assertThat(verdict.and(new Verdict.Remove("last"))).isInstanceOf(Verdict.Remove.class);
    }

    @Example
    void ofEqualsTheFirstSaidHolds() {
        Verdict first = new Verdict.Demote(2, "first");
        assertThat(first.and(new Verdict.Demote(2, "second"))).isSameAs(first);
    }

    @Example
    void tiersOfDemotionLieBetweenKeptAndRemoved() {
        for (int tier : new int[] {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> new Verdict.Demote(tier, "why"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was " + tier);
        }
        assertThat(Verdict.keep().tier()).isZero();
        assertThat(new Verdict.Demote(1, "why").tier()).isEqualTo(1);
        assertThat(new Verdict.Remove("why").tier()).isEqualTo(Integer.MAX_VALUE);
    }
}
