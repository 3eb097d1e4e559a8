package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.privacy.PersonalAudit;
import io.github.discovery4j.core.signal.DeadLetter;
import io.github.discovery4j.core.signal.Receipt;
import io.github.discovery4j.examples.signals.ReplayResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** What {@code discovery signals} says, as a person or as a program reads it; each part once at most, in this order. */
interface SignalsOutput {

    /** What became of a file; {@code letters} finds the letters that stand for a reason. */
    void replay(String file, String store, ReplayResult result, LongFunction<Optional<DeadLetter>> letters);

    /** A person's windows as the engine would read them. */
    void windows(String personId, Instant now, FeatureRow row);

    /** A letter has another text now. */
    void repaired(long letterId);

    /** Letters were taken in again. */
    void replayed(Map<Long, Receipt> outcomes);

    /** Some of the letters that are kept. */
    void letters(List<DeadLetter> shown, int all);

    /** What is known about a person, before and after their choice. */
    void audit(String moment, PersonalAudit audit);

    /** Writes what is not written yet. */
    void end();
}
