package io.github.discovery4j.rank.harassment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.rank.harassment.HarassmentFormula.Evidence;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class HarassmentFormulaTest {

    private static final HarassmentFormula FORMULA = HarassmentFormula.DEFAULT;
    private static final double TINY = 1e-9;

    @Provide
    Arbitrary<Evidence> anything() {
        Arbitrary<Double> count = Arbitraries.doubles().between(0, 200);
        return Combinators.combine(Arbitraries.doubles().between(0, 1), count, count, count, count, count)
                .as(Evidence::new);
    }

    @Provide
    Arbitrary<double[]> toxicities() {
        return Arbitraries.doubles().between(0, 1).array(double[].class).ofMaxSize(60);
    }

    @Property
    void aScoreIsInRange(@ForAll("anything") Evidence evidence) {
        assertThat(FORMULA.score(evidence)).isBetween(0.0, 1.0);
    }

    @Property
    void moreTroubleNeverLowersAScoreAndMoreDismissalsNeverRaiseIt(
            @ForAll("anything") Evidence e, @ForAll @DoubleRange(min = 0.01, max = 20) double more) {
        double score = FORMULA.score(e) - TINY;
        assertThat(FORMULA.score(new Evidence(
                        e.text(), e.contacts(), e.blocks(), e.undecided(), e.upheld() + more, e.dismissed())))
                .isGreaterThanOrEqualTo(score);
        assertThat(FORMULA.score(new Evidence(
                        e.text(), e.contacts(), e.blocks() + more, e.undecided(), e.upheld(), e.dismissed())))
                .isGreaterThanOrEqualTo(score);
        assertThat(FORMULA.score(new Evidence(
                        e.text(), e.contacts(), e.blocks(), e.undecided() + more, e.upheld(), e.dismissed())))
                .isGreaterThanOrEqualTo(score);
        assertThat(FORMULA.score(new Evidence(
                        Math.min(1, e.text() + more),
                        e.contacts(),
                        e.blocks(),
                        e.undecided(),
                        e.upheld(),
                        e.dismissed())))
                .isGreaterThanOrEqualTo(score);
        assertThat(FORMULA.score(new Evidence(
                        e.text(), e.contacts(), e.blocks(), e.undecided(), e.upheld(), e.dismissed() + more)))
                .isLessThanOrEqualTo(score + 2 * TINY);
        assertThat(FORMULA.score(new Evidence(
                        e.text(), e.contacts() + more, e.blocks(), e.undecided(), e.upheld(), e.dismissed())))
                .isLessThanOrEqualTo(score + 2 * TINY);
    }

    @Property
    void turningAnUndecidedReportDownLowersTheScore(
            @ForAll("anything") Evidence e, @ForAll @DoubleRange(min = 0.1, max = 1) double credibility) {
        Evidence before = new Evidence(
                e.text(), e.contacts(), e.blocks(), e.undecided() + credibility, e.upheld() / 100, e.dismissed());
        Evidence after =
                new Evidence(e.text(), e.contacts(), e.blocks(), e.undecided(), e.upheld() / 100, e.dismissed() + 1);
        assertThat(FORMULA.score(after)).isLessThan(FORMULA.score(before));
    }

    @Property
    void aMessageNoWorseThanTheOthersAndThanTypicalNeverRaisesTheTextsPart(@ForAll("toxicities") double[] messages) {
        double mildest = Arrays.stream(messages).min().orElse(1);
        double[] more = Arrays.copyOf(messages, messages.length + 1);
        more[messages.length] = Math.min(mildest, FORMULA.typicalToxicity());
        assertThat(FORMULA.text(more)).isLessThanOrEqualTo(FORMULA.text(messages) + TINY);
    }

    @Property
    void aMessageAsBadAsThePartNeverLowersIt(@ForAll("toxicities") double[] messages) {
        double part = FORMULA.text(messages);
        double[] more = Arrays.copyOf(messages, messages.length + 1);
        more[messages.length] = part;
        assertThat(FORMULA.text(more)).isGreaterThanOrEqualTo(part - TINY);
    }

    @Test
    void fewMessagesAreDrawnTowardsWhatIsTypical() {
        assertThat(FORMULA.text(new double[0])).isCloseTo(0.05, within(TINY));
        double one = FORMULA.text(new double[] {1});
        double five = FORMULA.text(new double[] {1, 1, 1, 1, 1});
        double many = FORMULA.text(filled(50, 1));
        assertThat(one).isBetween(0.15, 0.25);
        assertThat(five).isBetween(0.8, 0.9);
        assertThat(many).isEqualTo(1);
        assertThat(FORMULA.text(filled(50, 0))).isBetween(0.0, 0.05);
    }

    @Test
    void theDocumentedFiguresHold() {
        assertThat(FORMULA.score(new Evidence(0.05, 0, 0, 0, 0, 0))).isLessThan(0.2);
        double[][] contactsUpheldScore = {{50, 1, 0.53}, {50, 3, 0.87}, {0, 1, 0.69}, {0, 3, 0.91}};
        for (double[] row : contactsUpheldScore) {
            assertThat(FORMULA.score(new Evidence(0.05, row[0], 0, 0, row[1], 0)))
                    .isCloseTo(row[2], within(0.005));
        }
    }

    @Test
    void aMessageAsBadAsTheOthersRaisesTheTextsPartIfItIsWorseThanTypical() {
        assertThat(FORMULA.text(new double[] {0.9})).isCloseTo(0.192, within(0.001));
        assertThat(FORMULA.text(new double[] {0.9, 0.9})).isCloseTo(0.333, within(0.001));
    }

    @Property
    void neitherTextAloneNorUndecidedReportsAloneRemoveAnybody(
            @ForAll @DoubleRange(max = 10_000) double reports, @ForAll @DoubleRange(max = 1) double text) {
        assertThat(FORMULA.score(new Evidence(0.05, 0, reports, reports, 0, 0))).isLessThan(0.75);
        assertThat(FORMULA.score(new Evidence(text, 0, 0, 0, 0, 0))).isLessThan(0.75);
        assertThat(FORMULA.score(new Evidence(1, 1, 0, 0, 0, 0))).isGreaterThan(0.7);
    }

    @Test
    void whatIsOldCountsLess() {
        assertThat(FORMULA.decay(0)).isEqualTo(1);
        assertThat(FORMULA.decay(-5)).isEqualTo(1);
        assertThat(FORMULA.decay(Duration.ofDays(90).toMillis())).isCloseTo(0.5, within(TINY));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        Duration day = Duration.ofDays(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HarassmentFormula(Duration.ZERO, day, 5, 0.1, 0.05, 10, 0.01, 0.05, 0.4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HarassmentFormula(day, day, 0, 0.1, 0.05, 10, 0.01, 0.05, 0.4));
        for (Duration tooShort : List.of(Duration.ofNanos(1), Duration.ofNanos(999_999))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new HarassmentFormula(tooShort, day, 5, 0.1, 0.05, 10, 0.01, 0.05, 0.4))
                    .withMessageContaining("DEFAULT");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new HarassmentFormula(day, tooShort, 5, 0.1, 0.05, 10, 0.01, 0.05, 0.4))
                    .withMessageContaining("DEFAULT");
        }
        double[][] bad = {
            {1.1, 0.05, 10, 0.01, 0.05, 0.4},
            {0.1, -1, 10, 0.01, 0.05, 0.4},
            {0.1, 0.05, 0, 0.01, 0.05, 0.4},
            {0.1, 0.05, 10, 0, 0.05, 0.4},
            {0.1, 0.05, 10, 0.01, Double.NaN, 0.4},
            {0.1, 0.05, 10, 0.01, 0.05, 1}
        };
        for (double[] b : bad) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new HarassmentFormula(day, day, 5, b[0], b[1], b[2], b[3], b[4], b[5]))
                    .withMessageContaining("DEFAULT");
        }
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }
}
