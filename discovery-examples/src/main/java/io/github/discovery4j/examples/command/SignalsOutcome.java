package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.signal.Receipt;
import java.util.Locale;

/** What became of a letter that was taken in again, in a word or two. */
final class SignalsOutcome {

    private SignalsOutcome() {}

    static String of(Receipt receipt) {
        return switch (receipt) {
            case Receipt.Accepted accepted -> "accepted";
            case Receipt.Duplicate duplicate -> "known already";
            case Receipt.DeadLettered again ->
                "rejected again, " + again.reason().name();
            case Receipt.Refused refused -> "refused, " + refused.why().name().toLowerCase(Locale.ROOT);
        };
    }
}
