package io.github.discovery4j.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinksTest {

    private static final int CONNECTIONS = 4;

    /** A search that began before the index grew knows no codes of slots that came after. */
    @Test
    void whoReadsTheLinksFromBeforeAGrowthMeetsNoSlotFromAfterIt() {
        Links before = new Links(CONNECTIONS, 2);
        before.open(0, 2);
        before.open(1, 0);
        Links after = before.grownTo(4);
        after.open(3, 2);
        for (int level = 0; level <= 2; level++) {
            assertThat(after.append(0, level, 0, 3)).isTrue();
        }

        int[] row = new int[2 * CONNECTIONS];
        for (int level = 0; level <= 2; level++) {
            assertThat(before.read(0, level, row)).as("level %d", level).isZero();
            assertThat(after.read(0, level, row)).as("level %d", level).isOne();
        }
    }
}
