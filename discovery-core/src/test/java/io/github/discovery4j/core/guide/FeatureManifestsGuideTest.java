package io.github.discovery4j.core.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.adapter.yaml.YamlManifests;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.feature.manifest.FeatureManifest;
import io.github.discovery4j.core.feature.manifest.ViewFingerprint;
import io.github.discovery4j.core.stage.FeatureView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/feature-manifests.md}. */
class FeatureManifestsGuideTest {

    @TempDir
    Path folder;

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("feature-manifests.md", FeatureManifestsGuideTest.class);
    }

    @Test
    void theCodeDoesWhatThePageSays() throws IOException {
        Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/feature-manifests.md")));
        assertThat(yaml.find()).isTrue();
        Path file = Files.writeString(folder.resolve("features.yaml"), yaml.group(1));
        InMemoryConsentLedger consent = new InMemoryConsentLedger();

        FeatureManifest manifest = YamlManifests.read(file);
        InMemoryFeatureStore features = new InMemoryFeatureStore(manifest.registry("person"), consent);
        DeclaredView connect = manifest.view("connect", "1");
        FeatureView view = connect.over(features);

        String keptWithTheModel = connect.fingerprint().canonical();
        // when the model is loaded
        connect.requireSame(ViewFingerprint.of(keptWithTheModel));

        assertThat(view.schema().columns()).hasSize(4);
        assertThat(view.schema().columns().get(3).categories()).containsExactly("en", "es", "other");
    }
}
