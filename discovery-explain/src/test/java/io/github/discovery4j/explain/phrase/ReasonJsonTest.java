package io.github.discovery4j.explain.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReasonJsonTest {

    private static final Reason LIKES = reason(Map.of("es", "Interés en común: té", "en", "You both like tea"));
    private static final Reason ACTIVE = reason(Map.of("en", "Active here", "es", "Con actividad por aquí"));

    @Test
    void aReasonIsKeyedByLanguage() {
        assertThat(ReasonJson.of(LIKES))
                .containsExactly(
                        Map.entry("reason_en", "You both like tea"), Map.entry("reason_es", "Interés en común: té"));
        assertThat(ReasonJson.of(reason(Map.of("pt-BR", "Novo")))).containsExactly(Map.entry("reason_pt-BR", "Novo"));
    }

    @Test
    void severalReasonsStandInTheirOrder() {
        assertThat(ReasonJson.of(List.of(LIKES, ACTIVE)))
                .containsEntry("reason_en", "You both like tea · Active here")
                .containsEntry("reason_es", "Interés en común: té · Con actividad por aquí");
    }

    @Test
    void noReasonsAreNoTexts() {
        assertThat(ReasonJson.of(List.of())).isEmpty();
    }

    private static Reason reason(Map<String, String> texts) {
        return new Reason("code", SignalGroup.INTERESTS, Visibility.PUBLIC, texts);
    }
}
