package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class QuickStartTest {

    @Test
    void proposesBenForAReasonAndNotEvaWhoBlockedAna() {
        Slate slate = QuickStart.run();
        assertThat(slate.items()).extracting(SlateItem::id).containsExactly("ben");
        assertThat(slate.items().getFirst().reasons().getFirst().text(Locale.of("es")))
                .isEqualTo("1 interés en común");
    }

    @Test
    void theReadmeShowsExactlyTheseLines() throws IOException {
        Path module = Path.of("").toAbsolutePath();
        String source =
                Files.readString(module.resolve("src/main/java/io/github/discovery4j/examples/QuickStart.java"));
        String lines = source.substring(
                        source.indexOf("// tag::quick-start[]\n") + "// tag::quick-start[]\n".length(),
                        source.indexOf("        // end::quick-start[]"))
                .stripTrailing()
                .stripIndent();
        assertThat(Files.readString(module.resolveSibling("README.md"))).contains("```java\n" + lines + "\n```");
    }
}
