package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.core.model.IdSpace;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

class TopItemsTest {

    @Property(tries = 300)
    void keepsWhatSortingWouldPutFirst(
            @ForAll @Size(max = 40) List<@IntRange(max = 6) Integer> scores,
            @ForAll @Size(40) @UniqueElements List<@IntRange(max = 0x5FFF) Integer> numbers,
            @ForAll @IntRange(min = 1, max = 45) int limit) {
        List<String> ids = numbers.stream().map(TopItemsTest::inAnyScript).toList();
        IdMap map = IdMap.of(ids);
        TopItems top = new TopItems(limit, map);
        for (int item = 0; item < scores.size(); item++) {
            if (top.accepts(item, scores.get(item))) {
                top.add(item, scores.get(item));
            }
        }
        IdSpace space = new IdSpace();
        CandidateList found = top.drainTo(space);

        List<String> expected = IntStream.range(0, scores.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(item -> -scores.get(item))
                        .thenComparing(ids::get, IdOrder.CODE_POINTS))
                .limit(limit)
                .map(ids::get)
                .toList();
        assertThat(IntStream.range(0, found.size()).mapToObj(i -> space.idOf(found.ordinal(i))))
                .containsExactlyElementsOf(expected);
    }

    /** A third Cyrillic and on, a third the last before U+FFFF, a third beyond: the order of chars would put these before those. */
    private static String inAnyScript(int number) {
        int first = new int[] {0x400, 0xE000, 0x1F300}[number % 3];
        return Character.toString(first + number / 3);
    }
}
