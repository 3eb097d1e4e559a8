package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void speaksTheViewersLanguage() {
        Reason reason = reason(Map.of("en", "You both like it", "es", "Os gusta a los dos"));
        assertThat(reason.text(Locale.of("es"))).isEqualTo("Os gusta a los dos");
        assertThat(reason.text(Locale.of("es", "MX"))).isEqualTo("Os gusta a los dos");
        assertThat(reason.text(Locale.UK)).isEqualTo("You both like it");
    }

    @Test
    void prefersTheRegionOfTheViewerWhereThereIsAPhraseForIt() {
        Reason reason = reason(Map.of("pt", "ecrã", "pt-BR", "tela", "zh-Hant", "螢幕", "en", "screen"));
        assertThat(reason.text(Locale.of("pt", "BR"))).isEqualTo("tela");
        assertThat(reason.text(Locale.of("pt", "PT"))).isEqualTo("ecrã");
        assertThat(reason.text(Locale.forLanguageTag("zh-Hant"))).isEqualTo("螢幕");
        assertThat(reason.text(Locale.of("zh"))).isEqualTo("screen");
    }

    @Test
    void fallsBackToEnglishElseToTheFirstLanguage() {
        assertThat(reason(Map.of("de", "Deutsch", "en", "English")).text(Locale.FRENCH))
                .isEqualTo("English");
        assertThat(reason(Map.of("sv", "Svenska", "de", "Deutsch")).text(Locale.FRENCH))
                .isEqualTo("Deutsch");
        assertThat(reason(Map.of("en", "English")).text(Locale.ROOT)).isEqualTo("English");
    }

    @Test
    void needsAText() {
        assertThatThrownBy(() -> reason(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("had none");
    }

    @Test
    void itsTextsAreACopy() {
        Map<String, String> texts = new HashMap<>(Map.of("en", "Why"));
        Reason reason = reason(texts);
        texts.put("es", "Por que");
        assertThat(reason.texts()).containsOnlyKeys("en");
        assertThatThrownBy(() -> reason.texts().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void tellsNothingAboutAnybodyWhenPrinted() {
        assertThat(reason(Map.of("en", "You both love Solaris")))
                .asString()
                .contains("why")
                .doesNotContain("Solaris");
    }

    private static Reason reason(Map<String, String> texts) {
        return new Reason("why", SignalGroup.PROFILE, Visibility.PUBLIC, texts);
    }
}
