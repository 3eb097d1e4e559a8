package io.github.discovery4j.core.signal;

import java.time.Duration;
import java.util.Map;

/**
 * How a log is read as queries.
 *
 * @param shown the type of events that say that something was shown
 * @param grades what an event of a type is worth, by its name
 * @param horizon how long after it was shown an item is judged
 * @param longest how long a query may last
 * @param arrival what tells when events were known
 */
record ShownRules(String shown, Map<String, Integer> grades, Duration horizon, Duration longest, Arrival arrival) {}
