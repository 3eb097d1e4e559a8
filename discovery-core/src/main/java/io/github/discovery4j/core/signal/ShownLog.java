package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.signal.ShownQuery.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a log says was shown, and what became of it; collected in one pass. Belongs to one thread. */
final class ShownLog {

    /** Who receives most events this much later has a log that was filled from a file. */
    private static final Duration IMPORTED = Duration.ofDays(1);

    private final ShownRules rules;
    private final ConsentView consent;
    private final IdMap.Builder people = IdMap.builder();
    private final IdMap.Builder items = IdMap.builder();
    private final IdMap.Builder requests = IdMap.builder();
    private final List<OfViewer> byViewer = new ArrayList<>();
    private long shown;
    private long late;

    ShownLog(ShownRules rules, ConsentView consent) {
        this.rules = rules;
        this.consent = consent;
    }

    /** Something that was shown; {@code received} is when that was known by the log's clock. */
    private record Shown(int item, int request, long time, long received, float position) {}

    /** Something that was done with an item. */
    private record Outcome(int item, long time, long received, int grade) {}

    /** What one viewer was shown and did, in the order of the log. */
    private static final class OfViewer {
        final List<Shown> shown = new ArrayList<>();
        final List<Outcome> outcomes = new ArrayList<>();
    }

    /** Takes an event in if it counts and its doer allows it. */
    void add(SignalEvent event, long received) {
        Integer grade = rules.grades().get(event.type().name());
        boolean impression = event.type().name().equals(rules.shown());
        if ((grade == null && !impression) || event.itemId().isEmpty()) {
            return;
        }
        String item = event.itemId().get();
        if (item.equals(event.userId()) || !allowed(event, item)) {
            return;
        }
        int viewer = people.add(event.userId());
        if (viewer == byViewer.size()) {
            byViewer.add(new OfViewer());
        }
        long time = event.time().toEpochMilli();
        OfViewer its = byViewer.get(viewer);
        if (grade != null) {
            its.outcomes.add(new Outcome(items.add(item), time, received, grade));
        }
        if (impression) {
            shown++;
            late += Duration.between(event.time(), event.receivedAt()).compareTo(IMPORTED) > 0 ? 1 : 0;
            its.shown.add(new Shown(items.add(item), request(event), time, received, position(event)));
        }
    }

    private boolean allowed(SignalEvent event, String item) {
        return !consent.withdrawn(event.userId())
                && consent.allows(event.userId(), event.type().group())
                && !consent.withdrawn(item);
    }

    /** Returns the ordinal of session and request together; a control character stands in neither. */
    private int request(SignalEvent event) {
        return requests.add(event.sessionId().orElse("") + '\n' + event.label().orElse(""));
    }

    private static float position(SignalEvent event) {
        return event.amount().isPresent() ? (float) event.amount().getAsDouble() : Float.NaN;
    }

    /** What was found; queries in the order of their moments. */
    record Found(IdMap people, IdMap items, Arrival arrival, long shown, List<ShownQuery> queries) {}

    /** Finishes: nothing is added any more. */
    Found finish(long asOf) {
        IdMap itemIds = items.build();
        int[] ranks = itemIds.codePointRanks();
        Arrival arrival = arrival();
        List<ShownQuery> all = new ArrayList<>();
        for (int viewer = 0; viewer < byViewer.size(); viewer++) {
            queries(viewer, arrival, asOf, ranks, all);
        }
        all.sort(Comparator.comparingLong(ShownQuery::moment));
        return new Found(people.build(), itemIds, arrival, shown, all);
    }

    /** Returns what the wanted way of arrival comes to. */
    private Arrival arrival() {
        if (rules.arrival() != Arrival.AUTOMATIC) {
            return rules.arrival();
        }
        return 2 * late > shown ? Arrival.LOG_ORDER : Arrival.RECEIVED;
    }

    private void queries(int viewer, Arrival arrival, long asOf, int[] ranks, List<ShownQuery> into) {
        OfViewer its = byViewer.get(viewer);
        boolean byClock = arrival == Arrival.RECEIVED;
        List<Shown> known = its.shown.stream()
                .filter(one -> one.time <= asOf && !(byClock && one.received > asOf))
                .sorted(Comparator.comparingLong(Shown::time))
                .toList();
        Map<Integer, NavigableMap<Long, Row>> places = new HashMap<>();
        for (List<Shown> part : parted(known)) {
            into.add(query(viewer, part, byClock, ranks, places));
        }
        for (Outcome outcome : its.outcomes) {
            if (outcome.time <= asOf && !(byClock && outcome.received > asOf)) {
                judge(outcome, places);
            }
        }
    }

    /** Parts what was shown, in the order of time, by session and request, and after the longest time of a query. */
    private List<List<Shown>> parted(List<Shown> inOrder) {
        Map<Integer, List<Shown>> open = new HashMap<>();
        List<List<Shown>> parts = new ArrayList<>();
        for (Shown one : inOrder) {
            List<Shown> part = open.get(one.request);
            if (part == null
                    || part.size() == ShownItems.MOST_ROWS
                    || one.time - part.getFirst().time > rules.longest().toMillis()) {
                part = new ArrayList<>();
                open.put(one.request, part);
                parts.add(part);
            }
            part.add(one);
        }
        return parts;
    }

    /*
     * A device's clock may be ahead: something that was shown at a time after it was received was shown before that. Nothing
     * that stands later in the log can be known at the moment then, whatever its clock says.
     */
    private ShownQuery query(
            int viewer, List<Shown> part, boolean byClock, int[] ranks, Map<Integer, NavigableMap<Long, Row>> places) {
        Map<Integer, Row> rows = new LinkedHashMap<>();
        long moment = Long.MAX_VALUE;
        for (Shown one : part) {
            Row row = rows.computeIfAbsent(one.item, item -> new Row(item, one.position));
            places.computeIfAbsent(one.item, item -> new TreeMap<>()).put(one.time, row);
            moment = Math.min(moment, byClock ? Math.min(one.time, one.received) : one.time);
        }
        List<Row> inOrder = rows.values().stream()
                .sorted(Comparator.comparingInt(row -> ranks[row.item]))
                .toList();
        return new ShownQuery(
                viewer, moment, part.getLast().time + rules.horizon().toMillis(), inOrder);
    }

    /** Gives a grade to the latest showing of the item that is not after it. */
    private void judge(Outcome outcome, Map<Integer, NavigableMap<Long, Row>> places) {
        NavigableMap<Long, Row> showings = places.get(outcome.item);
        Map.Entry<Long, Row> latest = showings == null ? null : showings.floorEntry(outcome.time);
        if (latest != null && outcome.time - latest.getKey() <= rules.horizon().toMillis()) {
            latest.getValue().grade = Math.max(latest.getValue().grade, outcome.grade);
        }
    }
}
