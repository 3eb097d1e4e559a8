package io.github.discovery4j.examples.sample;

import io.github.discovery4j.core.signal.Intent;
import java.time.Instant;
import java.util.List;

/**
 * What somebody can, looks for and is used to, beside who they are.
 *
 * @param offered what they can show others, of their own hobbies
 * @param wanted what they would like to learn, of their own hobbies and those of their communities; none that they offer
 * @param intents what they look for; some have ended
 * @param rhythm when they are online
 * @param device what they use, as {@code device_type} says it
 * @param locale the language and country of that device
 * @param firstVersion whether their app still sends events of schema version 1
 */
public record Profile(
        List<Skill> offered,
        List<Skill> wanted,
        List<Intent> intents,
        Rhythm rhythm,
        String device,
        String locale,
        boolean firstVersion) {

    public Profile {
        offered = List.copyOf(offered);
        wanted = List.copyOf(wanted);
        intents = List.copyOf(intents);
    }

    /** Returns the intents that hold at a moment. */
    public List<Intent> intentsAt(Instant moment) {
        return intents.stream()
                .filter(intent -> intent.expiresAt().isAfter(moment))
                .toList();
    }
}
