package io.github.discovery4j.index.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.index.vector.SearchCost;
import io.github.discovery4j.index.vector.SearchResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NearestHeapTest {

    private record Offer(String id, float similarity) {}

    @Property(tries = 200)
    void keepsWhatASortWouldPutFirst(
            @ForAll Random random, @ForAll @IntRange(min = 0, max = 40) int k, @ForAll @IntRange(max = 120) int n) {
        List<Offer> offers = new ArrayList<>();
        NearestHeap heap = new NearestHeap(k);
        for (int i = 0; i < n; i++) {
            Offer offer = new Offer("id" + random.nextInt(1000) + "-" + i, random.nextInt(6) / 5f);
            offers.add(offer);
            if (heap.wants(offer.id(), offer.similarity())) {
                heap.add(offer.id(), offer.similarity());
            }
        }
        SearchResult result = heap.drain(new SearchCost(SearchCost.Method.EXACT, n, 0, true));
        List<Offer> kept = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
            kept.add(new Offer(result.id(i), result.similarity(i)));
        }
        offers.sort(Comparator.comparing((Offer offer) -> -offer.similarity())
                .thenComparing(Offer::id, IdOrder.CODE_POINTS));
        assertThat(kept).isEqualTo(offers.subList(0, Math.min(k, n)));
    }
}
