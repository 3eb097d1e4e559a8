package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.InParallel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandleTest {

    @Test
    void aSwapReturnsWhatItReplaced() {
        Handle<Integer> handle = Handle.of("index", "v1", 1);
        assertThat(handle.name()).isEqualTo("index");
        assertThat(handle.swap("v2", 2)).isEqualTo(new Handle.Version<>("v1", 1));
        assertThat(handle.current()).isEqualTo(new Handle.Version<>("v2", 2));
    }

    @Test
    void aVersionNeedsAName() {
        assertThatThrownBy(() -> Handle.of("index", "", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version must not be empty");
        Handle<Integer> handle = Handle.of("index", "v1", 1);
        assertThatThrownBy(() -> handle.swap("", 2)).isInstanceOf(IllegalArgumentException.class);
        assertThat(handle.current().value()).isEqualTo(1);
    }

    @Test
    void noSwapIsLostAmongThreads() throws Exception {
        int swaps = 2_000;
        Handle<Integer> handle = Handle.of("index", "-1", -1);
        List<Integer> replaced = new ArrayList<>();
        InParallel.run(4, thread -> {
                    List<Integer> mine = new ArrayList<>();
                    for (int i = 0; i < swaps; i++) {
                        int value = thread * swaps + i;
                        mine.add(handle.swap(Integer.toString(value), value).value());
                        Handle.Version<Integer> seen = handle.current();
                        assertThat(seen.version()).isEqualTo(seen.value().toString());
                    }
                    return mine;
                })
                .forEach(replaced::addAll);
        replaced.add(handle.current().value());
        assertThat(replaced).hasSize(4 * swaps + 1).doesNotHaveDuplicates();
    }
}
