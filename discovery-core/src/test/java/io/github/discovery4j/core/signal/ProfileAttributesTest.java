package io.github.discovery4j.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.signal.ProfileAttributes.Location;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileAttributesTest {

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final FeatureStore store =
            new InMemoryFeatureStore(FeatureRegistry.of("person", ProfileAttributes.declarations()), consent);
    private final ProfileAttributes attributes = new ProfileAttributes(store, () -> now);

    @Test
    void oneUpdateSetsSomeAndLeavesOthers() {
        attributes.update(
                "ana",
                profile -> profile.location(new Location(52.52, 13.405))
                        .birthday(LocalDate.of(2000, 3, 2))
                        .hobbies(List.of("chess"))
                        .communities(List.of("night-owls-jazz"))
                        .skillsOffered(List.of("mixing"))
                        .skillsWanted(List.of("singing"))
                        .locale("es-mx"));
        attributes.update("ana", profile -> profile.hobbies(List.of("go", "běh")));
        assertThat(store.row("ana").labels("hobbies")).containsExactly("běh", "go");
        assertThat(store.row("ana").labels("area")).containsExactly("52.5,13.4");
        assertThat(store.row("ana").text("locale")).contains("es-MX");
        assertThat(store.row("ana").labels("skills_wanted")).containsExactly("singing");
        assertThat(attributes.location("ana")).contains(new Location(52.52f, 13.405f));
        attributes.update(
                "ana", profile -> profile.location(null).birthday(null).locale(null));
        assertThat(attributes.location("ana")).isEmpty();
        assertThat(store.row("ana").labels("area")).isEmpty();
        assertThat(store.row("ana").labels("age_band")).isEmpty();
        assertThat(store.row("ana").labels("communities")).isNotEmpty();
    }

    @Test
    void exactPlaceAndBirthdayAreForTheOwnerAlone() {
        assertThat(ProfileAttributes.declarations())
                .filteredOn(feature -> feature.visibility() == Visibility.PRIVATE_OPT_IN)
                .extracting(FeatureDefinition::name)
                .containsExactly("location", "birthday");
        FeatureRegistry shown = FeatureRegistry.of(
                "person",
                ProfileAttributes.declarations().stream()
                        .map(feature -> feature.visibleTo(Visibility.PUBLIC))
                        .toList());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProfileAttributes(new InMemoryFeatureStore(shown, consent), () -> now))
                .withMessageContaining("no more visible than PRIVATE_OPT_IN");
    }

    @Test
    void eachAttributeFollowsTheConsentOfItsGroup() {
        attributes.update("ana", profile -> profile.hobbies(List.of("chess")).birthday(LocalDate.of(2000, 1, 1)));
        consent.optOut("ana", SignalGroup.PROFILE);
        assertThat(attributes.birthday("ana")).isEmpty();
        assertThat(attributes.ageBand("ana")).isEmpty();
        assertThat(store.row("ana").labels("hobbies")).containsExactly("chess");
        consent.optOut("ana", SignalGroup.INTERESTS);
        assertThat(store.row("ana").labels("hobbies")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2008-03-02, under_18",
        "2008-03-01, 18_24",
        "2001-03-02, 18_24",
        "2001-03-01, 25_34",
        "1991-03-02, 25_34",
        "1991-03-01, 35_44",
        "1971-03-01, 55_64",
        "1961-03-02, 55_64",
        "1961-03-01, 65_up",
        "1900-01-01, 65_up",
        "2004-02-29, 18_24"
    })
    void bandsChangeOnBirthdays(LocalDate birthday, String band) {
        attributes.update("ana", profile -> profile.birthday(birthday));
        assertThat(attributes.ageBand("ana")).contains(band);
        assertThat(store.row("ana").labels("age_band")).containsExactly(band);
    }

    @Test
    void aDailyJobBringsBandsUpToDate() {
        attributes.update("ana", profile -> profile.birthday(LocalDate.of(2008, 3, 2)));
        attributes.update("bo", profile -> profile.birthday(LocalDate.of(1990, 3, 2)));
        now = Instant.parse("2026-03-02T00:00:00Z");
        assertThat(attributes.refreshAgeBands(List.of("ana", "bo", "nobody"))).isEqualTo(1);
        assertThat(store.row("ana").labels("age_band")).containsExactly("18_24");
    }

    @Test
    void areasCoverTheGlobeOnce() {
        assertThat(new Location(0, -0.0).area()).isEqualTo("0.0,0.0");
        assertThat(new Location(-0.05, 0.05).area()).isEqualTo("-0.1,0.0");
        assertThat(new Location(90, 180).area()).isEqualTo(new Location(90, -180).area());
        assertThat(new Location(52.52, 13.405)).hasToString("Location[52.5,13.4]");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Location(Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Location(0, 180.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes.update("ana", profile -> profile.birthday(LocalDate.of(2026, 3, 2))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes.update("ana", profile -> profile.birthday(LocalDate.of(1899, 12, 31))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes.update("ana", profile -> profile.locale("spanish of mexico")));
        assertThat(store.export("ana")).isEmpty();
    }
}
