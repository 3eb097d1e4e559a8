package io.github.discovery4j.index.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AgendaTest {

    @Example
    void nothingIsDueInAnEmptyOne() {
        Agenda agenda = new Agenda();
        assertThat(agenda.anyDue(Long.MAX_VALUE - 1)).isFalse();
        assertThat(agenda.pollDue(5)).isNull();
        assertThat(agenda.remove("a")).isFalse();
        assertThat(agenda.ahead("a", 0)).isFalse();
        assertThat(agenda.millisOf("a")).isEqualTo(Long.MIN_VALUE);
    }

    @Example
    void isDueAtItsMomentAndNotBefore() {
        Agenda agenda = new Agenda();
        agenda.set("a", 10);
        assertThat(agenda.pollDue(9)).isNull();
        assertThat(agenda.ahead("a", 9)).isTrue();
        assertThat(agenda.ahead("a", 10)).isFalse();
        assertThat(agenda.pollDue(10)).isEqualTo("a");
        assertThat(agenda.size()).isZero();
    }

    @Property
    void agreesWithALookAtEverything(@ForAll Random random) {
        Agenda agenda = new Agenda();
        Map<String, Long> oracle = new HashMap<>();
        for (int step = 0; step < 200; step++) {
            String id = "e" + random.nextInt(20);
            switch (random.nextInt(3)) {
                case 0 -> assertThat(agenda.remove(id)).isEqualTo(oracle.remove(id) != null);
                case 1 -> {
                    long now = random.nextInt(50);
                    List<String> due = new ArrayList<>();
                    for (String polled = agenda.pollDue(now); polled != null; polled = agenda.pollDue(now)) {
                        due.add(polled);
                    }
                    assertThat(due)
                            .containsExactlyInAnyOrderElementsOf(oracle.keySet().stream()
                                    .filter(key -> oracle.getOrDefault(key, 0L) <= now)
                                    .toList());
                    due.forEach(oracle::remove);
                }
                default -> {
                    long millis = random.nextInt(50);
                    agenda.set(id, millis);
                    oracle.put(id, millis);
                }
            }
            assertThat(agenda.size()).isEqualTo(oracle.size());
        }
    }
}
