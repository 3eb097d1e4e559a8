package io.github.discovery4j.core.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacyTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final SignalGroup GROUP = SignalGroup.INTERESTS;

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final InMemoryTombstones stones = new InMemoryTombstones();
    private final InMemoryErasureJournal journal = new InMemoryErasureJournal();
    private final InMemoryFeatureStore store = new InMemoryFeatureStore(FeatureStoreSettings.of(
                    FeatureRegistry.of(
                            "person",
                            List.of(
                                    FeatureDefinition.labels("interests", GROUP),
                                    FeatureDefinition.text("city", SignalGroup.PROFILE)
                                            .visibleTo(Visibility.FOLLOWERS)
                                            .expiresAfter(Duration.ofDays(30)))),
                    ledger)
            .clock(InstantSource.fixed(NOON))
            .erased(stones::contains));
    private final Derived derived = new Derived();
    private final List<String> recomputed = new ArrayList<>();
    private final Privacy privacy = Privacy.builder(ledger)
            .holder(store)
            .holder(derived)
            .tombstones(stones)
            .journal(journal)
            .recompute((person, group) -> recomputed.add(group.name()))
            .clock(InstantSource.fixed(NOON))
            .build();

    /** Keeps one derived value a person, and fails when told so. */
    private static class Derived implements PersonalDataHolder {
        private final Set<String> people = new TreeSet<>();
        private boolean failing;

        @Override
        public String holderName() {
            return "Taste / über alles";
        }

        @Override
        public Set<SignalGroup> signalGroups() {
            return Set.of(GROUP);
        }

        @Override
        public List<PersonalRecord> export(String personId) {
            return people.contains(personId)
                    ? List.of(new PersonalRecord(holderName(), GROUP, "taste", "jazz").withKey("taste"))
                    : List.of();
        }

        @Override
        public int forget(String personId, SignalGroup group) {
            return group.equals(GROUP) ? erase(personId) : 0;
        }

        @Override
        public int erase(String personId) {
            if (failing) {
                throw new IllegalStateException("disk of " + personId + " is full");
            }
            return people.remove(personId) ? 1 : 0;
        }
    }

    private void fill(String person) {
        store.put(person, row -> row.labels("interests", Set.of("jazz")).text("city", "Lima"));
        derived.people.add(person);
    }

    @Test
    void anAuditSaysWhatIsKnownForWhatByWhomAndUntilWhen() {
        fill("ana");
        ledger.optOut("ana", GROUP);
        fill("ana");
        ledger.show("ana", SignalGroup.PROFILE, Visibility.PRIVATE_OPT_IN);
        PersonalAudit audit = privacy.audit("ana");
        assertThat(audit.choices().off()).containsExactly(GROUP);
        assertThat(audit.entries()).hasSize(3);
        PersonalAudit.Entry city = audit.entries().stream()
                .filter(entry -> entry.record().name().equals("city"))
                .findFirst()
                .orElseThrow();
        assertThat(city.used()).isTrue();
        assertThat(city.visibility()).isEqualTo(Visibility.PRIVATE_OPT_IN);
        assertThat(city.record().until()).hasValue(NOON.plus(Duration.ofDays(30)));
        assertThat(city.record().source()).isNotEmpty();
        assertThat(city.record().uses()).contains("ranking");
        assertThat(audit.entries().stream().filter(entry -> !entry.used())).hasSize(2);
        assertThat(privacy.audit("a stranger").entries()).isEmpty();
    }

    @Test
    void oneThingCanBeRemovedAlone() {
        fill("ana");
        assertThat(privacy.remove("ana", "features of person", "city")).isTrue();
        assertThat(privacy.remove("ana", "features of person", "city")).isFalse();
        assertThat(store.row("ana").text("city")).isEmpty();
        assertThat(privacy.audit("ana").entries()).hasSize(2);
        assertThat(recomputed).containsExactly("profile");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> privacy.remove("ana", "nowhere", "city"))
                .withMessageContaining("features of person");
    }

    @Test
    void afterAnOptOutDerivedValuesGoAndAfterTheOptInTheyAreMadeAgain() {
        fill("ana");
        ledger.optOut("ana", GROUP);
        assertThat(derived.people).isEmpty();
        assertThat(store.export("ana")).hasSize(2);
        assertThat(recomputed).isEmpty();
        ledger.optIn("ana", GROUP);
        assertThat(recomputed).containsExactly("interests");
        ledger.withdraw("ana");
        ledger.rejoin("ana");
        assertThat(recomputed).containsExactlyInAnyOrder("interests", "interests", "profile");
    }

    @Test
    void whatCouldNotBeForgottenIsTriedAgain() {
        fill("ana");
        derived.failing = true;
        ledger.optOut("ana", GROUP);
        assertThat(derived.people).containsExactly("ana");
        derived.failing = false;
        privacy.resume();
        assertThat(derived.people).isEmpty();
    }

    @Test
    void whatCouldNotBeForgottenIsForgottenByTheProcessThatFollows() {
        fill("ana");
        fill("ben");
        derived.failing = true;
        for (int i = 0; i < 3; i++) {
            ledger.optOut("ana", GROUP);
            ledger.optIn("ana", GROUP);
        }
        ledger.optOut("ana", GROUP);
        assertThat(journal.unsettled()).as("one note is enough").hasSize(1);
        assertThat(journal.unsettled().toString()).doesNotContain("ana");
        derived.failing = false;
        Privacy next = Privacy.builder(ledger).holder(derived).journal(journal).build();
        assertThat(derived.people).contains("ana");
        assertThat(next.resume()).isEmpty();
        assertThat(derived.people).containsExactly("ben");
        assertThat(journal.unsettled()).isEmpty();
    }

    @Test
    void oneHolderThatFailsKeepsNoOtherFromForgetting() {
        fill("ana");
        Derived second = new Derived() {
            @Override
            public String holderName() {
                return "second";
            }
        };
        second.people.add("ana");
        Privacy both = Privacy.builder(ledger).holder(derived).holder(second).build();
        derived.failing = true;
        ledger.optOut("ana", GROUP);
        assertThat(second.people).isEmpty();
        derived.failing = false;
        both.resume();
        assertThat(derived.people).isEmpty();
    }

    /** Notes everything and runs nothing, as a process does that dies between the two. */
    @Test
    void whatAProcessHadNotBegunToFollowIsFollowedByTheNext() {
        InMemoryErasureJournal notes = new InMemoryErasureJournal();
        Privacy dying = Privacy.builder(ledger)
                .holder(store)
                .holder(derived)
                .journal(notes)
                .executor(task -> {})
                .build();
        fill("ana");
        fill("ben");
        assertThat(dying.remove("ben", "features of person", "city")).isTrue();
        assertThat(dying.remove("ben", "features of person", "no such key")).isFalse();
        ledger.optOut("ana", GROUP);
        ledger.erase("cy");
        recomputed.clear();
        assertThat(notes.unsettled()).hasSize(2);
        derived.people.add("ana");
        Privacy next = Privacy.builder(ledger)
                .holder(derived)
                .journal(notes)
                .recompute((person, group) -> recomputed.add(person + " " + group))
                .build();
        next.resume();
        assertThat(derived.people).containsExactly("ben");
        assertThat(recomputed).containsExactly("ben profile");
        assertThat(notes.unsettled()).isEmpty();
    }

    @Test
    void anErasureTakesItsNotesAlong() {
        InMemoryErasureJournal notes = new InMemoryErasureJournal();
        Privacy dying = Privacy.builder(ledger)
                .holder(derived)
                .journal(notes)
                .executor(task -> {})
                .build();
        fill("ana");
        ledger.optOut("ana", GROUP);
        assertThat(notes.unsettled()).hasSize(1);
        assertThat(dying.erase("ana").finished()).isTrue();
        assertThat(notes.unsettled()).isEmpty();
    }

    @Test
    void aJournalThatIsAwayKeepsNothingFromFollowing() {
        ErasureJournal away = new ErasureJournal() {
            private final InMemoryErasureJournal notes = new InMemoryErasureJournal();

            @Override
            public Pending begin(String personId) {
                return notes.begin(personId);
            }

            @Override
            public void confirm(String token, String holder) {
                notes.confirm(token, holder);
            }

            @Override
            public void finish(String token) {
                notes.finish(token);
            }

            @Override
            public List<Pending> pending() {
                return notes.pending();
            }

            @Override
            public List<Unsettled> beginSettling(String personId, Set<SignalGroup> groups) {
                throw new IllegalStateException("away");
            }

            @Override
            public void settled(java.util.Collection<String> tokens) {
                throw new IllegalStateException("away");
            }

            @Override
            public List<Unsettled> unsettled() {
                return List.of();
            }
        };
        Privacy service = Privacy.builder(ledger).holder(derived).journal(away).build();
        derived.failing = true;
        fill("ana");
        ledger.optOut("ana", GROUP);
        derived.failing = false;
        derived.people.add("ana");
        service.resume();
        assertThat(derived.people).isEmpty();
    }

    @Test
    void anErasureReachesEveryHolderAndKeepsLateEventsOut() {
        IdSpace ids = new IdSpace(stones);
        fill("ana");
        fill("ben");
        Erasure erasure = privacy.erase("ana");
        assertThat(erasure.finished()).isTrue();
        assertThat(erasure.records()).isEqualTo(3);
        assertThat(privacy.audit("ana").entries()).isEmpty();
        assertThat(privacy.audit("ben").entries()).hasSize(3);
        assertThat(journal.pending()).isEmpty();
        assertThat(ledger.withdrawn("ana")).isTrue();
        store.put("ana", row -> row.text("city", "Lima"));
        assertThat(store.export("ana")).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> ids.intern("ana"));
        assertThat(privacy.erase("ana").records()).isZero();
        assertThat(privacy.readmit("ana")).isTrue();
        assertThat(privacy.readmit("ana")).isFalse();
        store.put("ana", row -> row.text("city", "Lima"));
        assertThat(store.row("ana").text("city")).hasValue("Lima");
    }

    @Test
    void anErasureThatFailsHalfWayIsResumedAndNamesNobody() {
        fill("ana");
        derived.failing = true;
        Erasure erasure = privacy.erase("ana");
        assertThat(erasure.failed()).containsOnlyKeys("Taste / über alles");
        assertThat(erasure.toString()).doesNotContain("ana");
        assertThat(store.export("ana")).isEmpty();
        assertThat(ledger.withdrawn("ana")).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> privacy.readmit("ana"));
        // Another service over the same journal: the process that began it has died.
        derived.failing = false;
        Privacy next = Privacy.builder(ledger)
                .holder(store)
                .holder(derived)
                .tombstones(stones)
                .journal(journal)
                .build();
        assertThat(next.resume()).singleElement().matches(Erasure::finished);
        assertThat(derived.people).isEmpty();
        assertThat(next.resume()).isEmpty();
    }

    @Test
    void anArchiveHoldsEverythingUnderDigestsAndItsOwnersChoices() throws Exception {
        fill("ana");
        ledger.optOut("ana", GROUP);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        privacy.export("ana", out);
        Map<String, byte[]> parts = unzip(out.toByteArray());
        assertThat(parts.keySet())
                .containsExactly(
                        "consent.json",
                        "holders/01-features-of-person.jsonl",
                        "holders/02-taste-ber-alles.jsonl",
                        "manifest.json");
        ObjectMapper mapper = new ObjectMapper();
        JsonNode consent = mapper.readTree(parts.get("consent.json"));
        assertThat(consent.get("switched_off").get(0).asText()).isEqualTo("interests");
        assertThat(new String(parts.get("holders/01-features-of-person.jsonl"), StandardCharsets.UTF_8))
                .hasLineCount(2)
                .contains("jazz", "Lima", "\"used\":false");
        JsonNode manifest = mapper.readTree(parts.get("manifest.json"));
        assertThat(manifest.get("created_at").asText()).isEqualTo(NOON.toString());
        for (JsonNode part : manifest.get("parts")) {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(parts.get(part.get("file").asText()));
            assertThat(part.get("sha256").asText()).isEqualTo(HexFormat.of().formatHex(digest));
        }
        assertThat(manifest.get("parts").get(1).get("records").asLong()).isEqualTo(2);
    }

    @Test
    void anArchiveFileIsWholeOrNotThere(@TempDir Path folder) throws IOException {
        fill("ana");
        Path file = folder.resolve("ana.zip");
        privacy.export("ana", file);
        byte[] before = Files.readAllBytes(file);
        assertThat(unzip(before)).containsKey("manifest.json");
        Privacy broken = Privacy.builder(ledger)
                .holder(new PersonalDataHolder() {
                    @Override
                    public String holderName() {
                        return "broken";
                    }

                    @Override
                    public Set<SignalGroup> signalGroups() {
                        return Set.of();
                    }

                    @Override
                    public List<PersonalRecord> export(String personId) {
                        throw new IllegalStateException("broken");
                    }

                    @Override
                    public int forget(String personId, SignalGroup group) {
                        return 0;
                    }

                    @Override
                    public int erase(String personId) {
                        return 0;
                    }
                })
                .build();
        assertThatIllegalStateException().isThrownBy(() -> broken.export("ana", file));
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> privacy.export("ana", folder.resolve("no/ana.zip")));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> privacy.export("ana", new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("full");
                    }
                }));
    }

    @Test
    void holdersAreToldApartByTheirNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Privacy.builder(ledger).holder(store).holder(store))
                .withMessageContaining("features of person");
    }

    private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }
}
