package io.github.discovery4j.rank.harassment;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of an account beside reports. <b>Threads:</b> safe, one lock. */
final class Account {

    /** How many messages and people are remembered. */
    static final int MOST_MESSAGES = 50;

    static final int MOST_PEOPLE = 1_000;

    private record Message(long millis, float toxicity) {}

    private final HarassmentFormula formula;
    private final long messagesStayMillis;
    private final ArrayDeque<Message> messages = new ArrayDeque<>();
    private final Map<String, Long> contacts = new LinkedHashMap<>();
    private final Map<String, Long> blockers = new LinkedHashMap<>();
    private final Decayed contactCount = new Decayed();
    private final Decayed blockCount = new Decayed();
    private double text = Double.NaN;
    private long textHoldsBefore;

    Account(HarassmentFormula formula, long messagesStayMillis) {
        this.formula = formula;
        this.messagesStayMillis = messagesStayMillis;
    }

    synchronized void judged(double toxicity, long millis) {
        messages.addLast(new Message(millis, (float) toxicity));
        if (messages.size() > MOST_MESSAGES) {
            messages.removeFirst();
        }
        text = Double.NaN;
    }

    synchronized void reached(String otherId, long millis) {
        if (contacts.putIfAbsent(otherId, millis) == null) {
            contactCount.add(1, millis, formula);
            dropOldest(contacts);
        }
    }

    synchronized void blocked(String otherId, long millis) {
        if (blockers.putIfAbsent(otherId, millis) == null) {
            blockCount.add(1, millis, formula);
            dropOldest(blockers);
        }
    }

    synchronized void unblocked(String otherId) {
        Long since = blockers.remove(otherId);
        if (since != null) {
            blockCount.add(-1, since, formula);
        }
    }

    /** Who is forgotten stays counted. */
    private static void dropOldest(Map<String, Long> people) {
        if (people.size() > MOST_PEOPLE) {
            people.remove(people.keySet().iterator().next());
        }
    }

    /** Puts another name in place of an id. */
    synchronized void rename(String personId, String name) {
        for (Map<String, Long> people : List.of(contacts, blockers)) {
            Long since = people.remove(personId);
            if (since != null) {
                people.put(name, since);
            }
        }
    }

    synchronized boolean names(String personId) {
        return contacts.containsKey(personId) || blockers.containsKey(personId);
    }

    synchronized int messages(long now) {
        return (int) messages.stream().filter(message -> recent(message, now)).count();
    }

    synchronized int contacts() {
        return contacts.size();
    }

    private boolean recent(Message message, long now) {
        return now - message.millis() < messagesStayMillis;
    }

    /** Worked out again only when a message comes or grows old. */
    synchronized double text(long now) {
        if (Double.isNaN(text) || now >= textHoldsBefore) {
            text = formula.text(messages.stream()
                    .filter(message -> recent(message, now))
                    .mapToDouble(Message::toxicity)
                    .toArray());
            textHoldsBefore = messages.stream()
                    .filter(message -> recent(message, now))
                    .mapToLong(message -> message.millis() + messagesStayMillis)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }
        return text;
    }

    synchronized double contacts(long now) {
        return contactCount.at(now, formula);
    }

    synchronized double blocks(long now) {
        return blockCount.at(now, formula);
    }
}
