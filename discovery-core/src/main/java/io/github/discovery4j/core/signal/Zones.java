package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.signal.ZoneGuess.Method;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a person's time zone. */
final class Zones {

    private static final int HOURS = 24;
    private static final int NIGHT = 6;

    /** The local hour at which the quietest hours begin. */
    private static final int NIGHT_BEGINS = 1;

    private static final int FEWEST_EVENTS = 100;
    private static final double MOST_CONFIDENCE = 0.7;
    private static final double OFFSET_CONFIDENCE = 0.95;
    private static final double LOCALE_CONFIDENCE = 0.8;

    /** Countries with one time zone, by ISO 3166 code; those with several say nothing. */
    private static final Map<String, ZoneId> BY_COUNTRY = byCountry(
            "AR=America/Argentina/Buenos_Aires AT=Europe/Vienna BE=Europe/Brussels BG=Europe/Sofia CH=Europe/Zurich"
                    + " CN=Asia/Shanghai CO=America/Bogota CZ=Europe/Prague DE=Europe/Berlin DK=Europe/Copenhagen"
                    + " EE=Europe/Tallinn EG=Africa/Cairo FI=Europe/Helsinki FR=Europe/Paris GB=Europe/London"
                    + " GR=Europe/Athens HK=Asia/Hong_Kong HR=Europe/Zagreb HU=Europe/Budapest IE=Europe/Dublin"
                    + " IL=Asia/Jerusalem IN=Asia/Kolkata IR=Asia/Tehran IS=Atlantic/Reykjavik IT=Europe/Rome"
                    + " JP=Asia/Tokyo KE=Africa/Nairobi KR=Asia/Seoul LK=Asia/Colombo LT=Europe/Vilnius"
                    + " LU=Europe/Luxembourg LV=Europe/Riga MA=Africa/Casablanca NG=Africa/Lagos NL=Europe/Amsterdam"
                    + " NO=Europe/Oslo NP=Asia/Kathmandu PE=America/Lima PH=Asia/Manila PK=Asia/Karachi PL=Europe/Warsaw"
                    + " RO=Europe/Bucharest RS=Europe/Belgrade SA=Asia/Riyadh SE=Europe/Stockholm SG=Asia/Singapore"
                    + " SI=Europe/Ljubljana SK=Europe/Bratislava TH=Asia/Bangkok TN=Africa/Tunis TR=Europe/Istanbul"
                    + " TW=Asia/Taipei TZ=Africa/Dar_es_Salaam UA=Europe/Kyiv UY=America/Montevideo VE=America/Caracas"
                    + " VN=Asia/Ho_Chi_Minh ZA=Africa/Johannesburg");

    private Zones() {}

    private static Map<String, ZoneId> byCountry(String table) {
        Map<String, ZoneId> zones = new HashMap<>();
        for (String entry : table.split(" ", -1)) {
            // A zone that this Java's data do not know under this name is left out.
            if (ZoneId.getAvailableZoneIds().contains(entry.substring(3))) {
                zones.put(entry.substring(0, 2), ZoneId.of(entry.substring(3)));
            }
        }
        return Map.copyOf(zones);
    }

    static Optional<ZoneGuess> guess(@Nullable ZoneOffset offset, @Nullable String locale, short[] eventsByUtcHour) {
        if (offset != null) {
            return Optional.of(new ZoneGuess(offset, Method.OFFSET, OFFSET_CONFIDENCE));
        }
        ZoneId ofCountry = locale == null ? null : ofLocale(locale);
        if (ofCountry != null) {
            return Optional.of(new ZoneGuess(ofCountry, Method.LOCALE, LOCALE_CONFIDENCE));
        }
        return ofActivity(eventsByUtcHour);
    }

    private static @Nullable ZoneId ofLocale(String tag) {
        // The country is the last part of two letters after the first: en-GB, zh-Hant-TW.
        int dash = tag.lastIndexOf('-');
        return dash > 0 && tag.length() == dash + 3
                ? BY_COUNTRY.get(tag.substring(dash + 1).toUpperCase(Locale.ROOT))
                : null;
    }

    private static Optional<ZoneGuess> ofActivity(short[] byHour) {
        int all = 0;
        for (short count : byHour) {
            all += count;
        }
        if (all < FEWEST_EVENTS) {
            return Optional.empty();
        }
        int quietest = Integer.MAX_VALUE;
        int begins = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            int night = 0;
            for (int i = 0; i < NIGHT; i++) {
                night += byHour[(hour + i) % HOURS];
            }
            if (night < quietest) {
                quietest = night;
                begins = hour;
            }
        }
        double expected = all * (double) NIGHT / HOURS;
        double confidence = MOST_CONFIDENCE * (1 - quietest / expected);
        int offset = Math.floorMod(NIGHT_BEGINS - begins + 11, HOURS) - 11;
        return Optional.of(new ZoneGuess(ZoneOffset.ofHours(offset), Method.ACTIVITY, confidence));
    }
}
