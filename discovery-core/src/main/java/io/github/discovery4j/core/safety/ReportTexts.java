package io.github.discovery4j.core.safety;

import java.nio.charset.StandardCharsets;

/** What texts of reports may hold; messages never repeat them. */
final class ReportTexts {

    private ReportTexts() {}

    static void require(String what, String text, int most) {
        if (text.isBlank() || text.length() > most) {
            throw new IllegalArgumentException(
                    "%s must have 1 to %d characters and not be blank, had %d; shorten or fill it"
                            .formatted(what, most, text.length()));
        }
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    "%s must be well-formed Unicode without the character 0; repair the text where it was cut"
                            .formatted(what));
        }
    }
}
