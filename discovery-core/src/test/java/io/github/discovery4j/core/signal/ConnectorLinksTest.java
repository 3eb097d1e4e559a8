package io.github.discovery4j.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.signal.ConnectorLinks.Outcome;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Example;

class ConnectorLinksTest extends PersonalDataHolderContract {

    private static final byte[] OLD_SECRET = "an old secret of thirty-two bytes".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW_SECRET = "a new secret of thirty-two bytes.".getBytes(StandardCharsets.UTF_8);
    private static final HashKeys OLD = HashKeys.of("old", OLD_SECRET);
    private static final HashKeys BOTH = HashKeys.of("new", NEW_SECRET).and("old", OLD_SECRET);

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final ConnectorLinks links = ConnectorLinks.inMemory(OLD, consent);

    @Example
    void anAccountIsFoundByItsIdAndConnector() {
        assertThat(links.link("ana", "spotify", "x-1")).isEqualTo(Outcome.LINKED);
        assertThat(links.link("ana", "spotify", "x-1")).isEqualTo(Outcome.KNOWN);
        assertThat(links.find("spotify", "x-1")).contains("ana");
        assertThat(links.find("lastfm", "x-1")).isEmpty();
        assertThat(links.find("spotify", "x-2")).isEmpty();
        assertThat(links.connectors("ana")).containsExactly("spotify");
    }

    @Example
    void oneAccountBelongsToOnePerson() {
        links.link("ana", "spotify", "x-1");
        assertThat(links.link("bo", "spotify", "x-1")).isEqualTo(Outcome.TAKEN);
        assertThat(links.find("spotify", "x-1")).contains("ana");
        assertThat(links.unlink("ana", "spotify")).isEqualTo(1);
        assertThat(links.unlink("ana", "spotify")).isZero();
        assertThat(links.link("bo", "spotify", "x-1")).isEqualTo(Outcome.LINKED);
    }

    @Example
    void whoOptsOutIsNotFoundAndStaysTheOwner() {
        links.link("ana", "spotify", "x-1");
        consent.optOut("ana", SignalGroup.CONNECTORS);
        assertThat(links.find("spotify", "x-1")).isEmpty();
        assertThat(links.link("bo", "spotify", "x-1")).isEqualTo(Outcome.TAKEN);
        consent.optIn("ana", SignalGroup.CONNECTORS);
        assertThat(links.find("spotify", "x-1")).contains("ana");
    }

    @Example
    void hashesOfAnOldKeyStillMatchAndAreMadeAgainWhenSeen() throws IOException {
        Path folder = Files.createTempDirectory("links");
        Path file = folder.resolve("links");
        try (ConnectorLinks before = ConnectorLinks.open(file, OLD, ConsentView.ALLOW_ALL)) {
            before.link("ana", "spotify", "x-1-secret-account");
            before.link("bo", "spotify", "x-2");
        }
        try (ConnectorLinks rotated = ConnectorLinks.open(file, BOTH, ConsentView.ALLOW_ALL)) {
            assertThat(rotated.hashesOfOlderKeys()).isEqualTo(2);
            assertThat(rotated.link("cy", "spotify", "x-2")).isEqualTo(Outcome.TAKEN);
            assertThat(rotated.find("spotify", "x-1-secret-account")).contains("ana");
            assertThat(rotated.hashesOfOlderKeys()).isZero();
        }
        HashKeys newOnly = HashKeys.of("new", NEW_SECRET);
        try (ConnectorLinks after = ConnectorLinks.open(file, newOnly, ConsentView.ALLOW_ALL)) {
            assertThat(after.find("spotify", "x-1-secret-account")).contains("ana");
            after.erase("bo");
            assertThat(after.find("spotify", "x-2")).isEmpty();
        }
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("spotify").doesNotContain("x-1-secret-account", "thirty-two");
        try (ConnectorLinks after = ConnectorLinks.open(file, newOnly, ConsentView.ALLOW_ALL)) {
            String key = after.export("ana").getFirst().key().orElseThrow();
            assertThat(bytes).contains(key);
            assertThat(after.remove("ana", key)).isTrue();
            assertThat(after.find("spotify", "x-1-secret-account")).isEmpty();
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(key);
        }
        Files.delete(file);
        Files.delete(folder);
    }

    @Example
    void theHashIsTheHmacOfTheLengthPrefixedTexts() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(OLD_SECRET, "HmacSHA256"));
        byte[] expected = mac.doFinal("\0\0\0\7spotify\0\0\0\3x-1".getBytes(StandardCharsets.UTF_8));
        links.link("ana", "spotify", "x-1");
        assertThat(links.export("ana").getFirst().value())
                .contains(HexFormat.of().formatHex(expected), "key old");
    }

    @Example
    void keysShowNoSecretAndShortOnesAreRefused() {
        assertThat(BOTH).hasToString("HashKeys[new, old]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HashKeys.of("k", new byte[31]))
                .withMessageContaining("at least 32 bytes, had 31");
        assertThatIllegalArgumentException().isThrownBy(() -> OLD.and("old", NEW_SECRET));
    }

    @Override
    protected PersonalDataHolder holder() {
        links.link("ana", "spotify", "x-1");
        links.link("ana", "lastfm", "x-1");
        links.link("bo", "spotify", "x-2");
        return links;
    }

    @Override
    protected String person() {
        return "ana";
    }

    @Override
    protected String bystander() {
        return "bo";
    }
}
