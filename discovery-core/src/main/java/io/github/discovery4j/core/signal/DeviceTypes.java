package io.github.discovery4j.core.signal;

import java.util.Locale;
import java.util.Map;

/**
 * The words for devices: {@code phone}, {@code tablet}, {@code desktop}, {@code tv}, {@code watch}, {@code console},
 * {@code speaker}, {@code car}, {@code headset} and {@code other}.
 */
final class DeviceTypes {

    static final String OTHER = "other";

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("phone", "phone"),
            Map.entry("mobile", "phone"),
            Map.entry("smartphone", "phone"),
            Map.entry("ios", "phone"),
            Map.entry("android", "phone"),
            Map.entry("tablet", "tablet"),
            Map.entry("desktop", "desktop"),
            Map.entry("laptop", "desktop"),
            Map.entry("pc", "desktop"),
            Map.entry("web", "desktop"),
            Map.entry("browser", "desktop"),
            Map.entry("tv", "tv"),
            Map.entry("watch", "watch"),
            Map.entry("wearable", "watch"),
            Map.entry("console", "console"),
            Map.entry("speaker", "speaker"),
            Map.entry("car", "car"),
            Map.entry("headset", "headset"),
            Map.entry("vr", "headset"),
            Map.entry(OTHER, OTHER));

    private DeviceTypes() {}

    /** Reads a word or a user agent. */
    static String of(String device) {
        String text = device.strip().toLowerCase(Locale.ROOT);
        String word = WORDS.get(text);
        if (word != null) {
            return word;
        }
        // The order matters: a television on Android is a television, a tablet calls itself Android without Mobile.
        if (holdsAny(text, "tv", "roku", "bravia", "netcast", "web0s")) {
            return "tv";
        } else if (holdsAny(text, "watch", "wear os")) {
            return "watch";
        } else if (holdsAny(text, "playstation", "xbox", "nintendo")) {
            return "console";
        } else if (holdsAny(text, "oculus", "quest", "vision pro")) {
            return "headset";
        } else if (holdsAny(text, "ipad", "tablet", "kindle")
                || (text.contains("android") && agent(text) && !text.contains("mobile"))) {
            return "tablet";
        } else if (holdsAny(text, "iphone", "ipod", "android", "mobile", "phone")) {
            return "phone";
        } else if (holdsAny(text, "windows", "macintosh", "macos", "x11", "linux", "cros")) {
            return "desktop";
        } else {
            return OTHER;
        }
    }

    private static boolean agent(String text) {
        return text.startsWith("mozilla/");
    }

    private static boolean holdsAny(String text, String... parts) {
        for (String part : parts) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
