package io.github.discovery4j.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.Verdict;
import org.junit.jupiter.api.Test;

class VerdictsTest {

    private final Verdicts verdicts = new Verdicts(3);

    @Test
    void anUndecidedRowIsRemoved() {
        assertThat(verdicts.size()).isEqualTo(3);
        assertThat(verdicts.decided(0)).isFalse();
        assertThat(verdicts.get(0)).isEqualTo(new Verdict.Remove("undecided"));
        assertThat(verdicts.decided(0)).as("asking decides nothing").isFalse();
    }

    @Test
    void keepingTheUndecidedLeavesTheOthersAsTheyAre() {
        verdicts.remove(0, "bad");
        verdicts.demote(1, 2, "odd");
        verdicts.keepUndecided();
        assertThat(verdicts.get(0)).isEqualTo(new Verdict.Remove("bad"));
        assertThat(verdicts.get(1)).isEqualTo(new Verdict.Demote(2, "odd"));
        assertThat(verdicts.get(2)).isEqualTo(Verdict.keep());
        assertThat(verdicts.decided(2)).isTrue();
    }

    @Test
    void theStricterOfSeveralVerdictsHoldsInAnyOrder() {
        verdicts.remove(0, "bad");
        verdicts.keep(0);
        verdicts.keep(1);
        verdicts.demote(1, 3, "worse");
        verdicts.demote(1, 1, "odd");
        verdicts.set(2, Verdict.keep());
        assertThat(verdicts.get(0)).isEqualTo(new Verdict.Remove("bad"));
        assertThat(verdicts.get(1)).isEqualTo(new Verdict.Demote(3, "worse"));
        assertThat(verdicts.get(2)).isEqualTo(Verdict.keep());
    }

    @Test
    void aRowThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> verdicts.keep(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> verdicts.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
