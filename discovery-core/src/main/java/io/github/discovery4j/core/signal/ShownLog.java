package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.signal.ShownQuery.Row;
import java.time.Duration;
import java.time.Instant;
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

    /** Who receives most events this much later has a log that was filled from a file; by its order, what stands so far behind counts as overtaken. */
    private static final Duration LATE = Duration.ofDays(1);

    private final ShownRules rules;
    private final ConsentView consent;
    private final long asOf;
    private final IdMap.Builder people = IdMap.builder();
    private final IdMap.Builder items = IdMap.builder();
    private final IdMap.Builder requests = IdMap.builder();
    private final List<OfViewer> byViewer = new ArrayList<>();
    private long shown;
    private long late;
    private long overtaken;
    private long leadMillis;

    ShownLog(ShownRules rules, ConsentView consent, Instant asOf) {
        this.rules = rules;
        this.consent = consent;
        this.asOf = asOf.toEpochMilli();
    }

    /** Something that was shown; {@code received} is when that was known by the log's clock. */
    private record Shown(int item, int request, long time, long received, float position) {}

    /** Something that was done with an item. */
    private record Outcome(int item, long time, long received, int grade) {}

    /** What one viewer was shown and did, in the order of the log. */
    private static final class OfViewer {
        final List<Shown> shown = new ArrayList<>();
        final List<Outcome> outcomes = new ArrayList<>();

        void keepKnown(long received) {
            shown.removeIf(one -> one.received > received);
            outcomes.removeIf(one -> one.received > received);
        }
    }

    /** Takes an event in if it counts, has happened by now, and its doer allows it. */
    void add(SignalEvent event, long received, long happened) {
        Integer grade = rules.grades().get(event.type().name());
        boolean impression = event.type().name().equals(rules.shown());
        long time = event.time().toEpochMilli();
        if ((grade == null && !impression) || event.itemId().isEmpty() || time > asOf) {
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
        OfViewer its = byViewer.get(viewer);
        if (grade != null) {
            its.outcomes.add(new Outcome(items.add(item), time, received, grade));
        }
        if (impression) {
            its.shown.add(new Shown(items.add(item), request(event), time, received, position(event)));
            late += Duration.between(event.time(), event.receivedAt()).compareTo(LATE) > 0 ? 1 : 0;
            shown++;
            behind(happened - time);
        }
    }

    private void behind(long millis) {
        if (millis > LATE.toMillis()) {
            overtaken++;
            leadMillis = Math.max(leadMillis, millis);
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
    record Found(
            IdMap people,
            IdMap items,
            Arrival arrival,
            long shown,
            long overtaken,
            Duration lead,
            List<ShownQuery> queries) {}

    /** Finishes: nothing is added any more. */
    Found finish() {
        IdMap itemIds = items.build();
        int[] ranks = itemIds.codePointRanks();
        Arrival arrival = arrival();
        boolean byClock = arrival == Arrival.RECEIVED;
        byViewer.forEach(its -> its.keepKnown(byClock ? asOf : Long.MAX_VALUE));
        List<ShownQuery> all = new ArrayList<>();
        for (int viewer = 0; viewer < byViewer.size(); viewer++) {
            queries(viewer, byClock, ranks, all);
        }
        all.sort(Comparator.comparingLong(ShownQuery::moment));
        return new Found(
                people.build(),
                itemIds,
                arrival,
                byViewer.stream().mapToLong(its -> its.shown.size()).sum(),
                byClock ? 0 : overtaken,
                Duration.ofMillis(byClock ? 0 : leadMillis),
                all);
    }

    /** Returns what the wanted way of arrival comes to. */
    private Arrival arrival() {
        if (rules.arrival() != Arrival.AUTOMATIC) {
            return rules.arrival();
        }
        return 2 * late > shown ? Arrival.LOG_ORDER : Arrival.RECEIVED;
    }

    private void queries(int viewer, boolean byClock, int[] ranks, List<ShownQuery> into) {
        OfViewer its = byViewer.get(viewer);
        List<Shown> inOrder =
                its.shown.stream().sorted(Comparator.comparingLong(Shown::time)).toList();
        Map<Integer, NavigableMap<Long, Row>> places = new HashMap<>();
        for (List<Shown> part : parted(inOrder)) {
            into.add(query(viewer, part, byClock, ranks, places));
        }
        its.outcomes.forEach(outcome -> judge(outcome, places));
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
