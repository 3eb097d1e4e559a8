package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What people state about themselves, as features with their groups and visibilities.
 *
 * <p>It keeps nothing itself: the store exports, masks and erases. A birthday and an exact place are for their owner alone;
 * others learn an age band and a place of about ten kilometres. <b>Threads:</b> safe.
 */
public final class ProfileAttributes {

    /** Latitude and longitude in degrees; for the owner alone. */
    public static final FeatureDefinition LOCATION = FeatureDefinition.vector("location", 2, SignalGroup.PROFILE)
            .visibleTo(Visibility.PRIVATE_OPT_IN)
            .described("latitude and longitude in degrees");

    /** The place to a tenth of a degree, about eleven kilometres from south to north, as one label. */
    public static final FeatureDefinition AREA = FeatureDefinition.labels("area", SignalGroup.PROFILE)
            .described("latitude and longitude to a tenth of a degree, such as 52.5,13.4");

    /** The birthday in days since 1970; for the owner alone. */
    public static final FeatureDefinition BIRTHDAY = FeatureDefinition.whole("birthday", SignalGroup.PROFILE)
            .visibleTo(Visibility.PRIVATE_OPT_IN)
            .described("date of birth in days since 1970-01-01");

    /** One of {@code under_18}, {@code 18_24}, {@code 25_34}, {@code 35_44}, {@code 45_54}, {@code 55_64}, {@code 65_up}. */
    public static final FeatureDefinition AGE_BAND =
            FeatureDefinition.labels("age_band", SignalGroup.PROFILE).described("age in bands of about ten years");

    /** Hobbies, in the host's words. */
    public static final FeatureDefinition HOBBIES = FeatureDefinition.labels("hobbies", SignalGroup.INTERESTS);

    /** Communities, by the host's ids. */
    public static final FeatureDefinition COMMUNITIES = FeatureDefinition.labels("communities", SignalGroup.INTERESTS);

    /** What a person can do and would do with others. */
    public static final FeatureDefinition SKILLS_OFFERED =
            FeatureDefinition.labels("skills_offered", SignalGroup.PROFILE);

    /** What a person looks for in others. */
    public static final FeatureDefinition SKILLS_WANTED =
            FeatureDefinition.labels("skills_wanted", SignalGroup.PROFILE);

    /** The locale as a BCP 47 tag. */
    public static final FeatureDefinition LOCALE = FeatureDefinition.text("locale", SignalGroup.PROFILE);

    private static final List<FeatureDefinition> ALL =
            List.of(LOCATION, AREA, BIRTHDAY, AGE_BAND, HOBBIES, COMMUNITIES, SKILLS_OFFERED, SKILLS_WANTED, LOCALE);

    private static final LocalDate EARLIEST_BIRTHDAY = LocalDate.of(1900, 1, 1);
    private static final int ADULT = 18;
    private static final int OLDEST_BAND = 65;

    private final FeatureStore store;
    private final InstantSource clock;

    /**
     * Reads and writes attributes.
     *
     * @param store its registry declares {@link #declarations()}
     * @param clock tells how old people are, by the date in UTC
     * @throws IllegalArgumentException if a feature is not declared, or otherwise
     */
    public ProfileAttributes(FeatureStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        for (FeatureDefinition wanted : ALL) {
            FeatureDefinition declared = store.registry().definition(wanted.name());
            if (declared.kind() != wanted.kind()
                    || declared.dimension() != wanted.dimension()
                    || !declared.group().equals(wanted.group())
                    || declared.visibility().compareTo(wanted.visibility()) < 0) {
                throw new IllegalArgumentException(
                        "feature \"%s\" must be of kind %s in group %s and no more visible than %s; declare ProfileAttributes.declarations()"
                                .formatted(wanted.name(), wanted.kind(), wanted.group(), wanted.visibility()));
            }
        }
    }

    /** {@return the features that a registry needs; a host may narrow their visibility} */
    public static List<FeatureDefinition> declarations() {
        return ALL;
    }

    /**
     * A place on the map.
     *
     * @param latitude in degrees
     * @param longitude in degrees
     */
    public record Location(double latitude, double longitude) {
        /** Checks the ranges. */
        public Location {
            if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
                throw new IllegalArgumentException(
                        "location must have a latitude in [-90, 90] and a longitude in [-180, 180]; give degrees");
            }
        }

        /** {@return the place to a tenth of a degree} */
        public String area() {
            return tenth(latitude) + "," + tenth(longitude == 180 ? -180 : longitude);
        }

        private static String tenth(double degrees) {
            // Adding zero makes -0.0 the same place as 0.0.
            return Double.toString(Math.floor(degrees * 10) / 10 + 0.0);
        }

        @Override
        public String toString() {
            return "Location[" + area() + "]";
        }
    }

    /**
     * Changes attributes, as one step.
     *
     * @param id whose
     * @param changes sets or takes out attributes; what it leaves alone stays
     */
    public void update(String id, Consumer<Change> changes) {
        Instant now = clock.instant();
        store.update(id, row -> changes.accept(new Change(row, today(now))));
    }

    private static LocalDate today(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /**
     * Brings age bands up to date, for a job that runs once a day.
     *
     * @param ids whose
     * @return how many changed
     */
    public int refreshAgeBands(List<String> ids) {
        LocalDate today = today(clock.instant());
        int changed = 0;
        for (FeatureRowOf person : rows(ids)) {
            Optional<LocalDate> birthday = birthday(person.row());
            if (birthday.isPresent()) {
                String band = band(birthday.get(), today);
                if (!person.row().labels(AGE_BAND.name()).equals(Set.of(band))) {
                    store.update(person.id(), row -> row.labels(AGE_BAND.name(), Set.of(band)));
                    changed++;
                }
            }
        }
        return changed;
    }

    private record FeatureRowOf(String id, FeatureRow row) {}

    private List<FeatureRowOf> rows(List<String> ids) {
        List<FeatureRow> rows = store.rows(ids);
        return IntStream.range(0, ids.size())
                .mapToObj(i -> new FeatureRowOf(ids.get(i), rows.get(i)))
                .toList();
    }

    /**
     * Reads where a person is.
     *
     * @param id any person
     * @return empty when not stated, or masked by consent; for the owner and for distances, never to be shown to others
     */
    public Optional<Location> location(String id) {
        float[] place = new float[2];
        return store.row(id).readVector(LOCATION.name(), place, 0)
                ? Optional.of(new Location(place[0], place[1]))
                : Optional.empty();
    }

    /**
     * Reads a birthday.
     *
     * @param id any person
     * @return empty when not stated, or masked by consent; for the owner, never to be shown to others
     */
    public Optional<LocalDate> birthday(String id) {
        return birthday(store.row(id));
    }

    private static Optional<LocalDate> birthday(FeatureRow row) {
        return row.whole(BIRTHDAY.name()).stream()
                .mapToObj(LocalDate::ofEpochDay)
                .findAny();
    }

    /**
     * Returns the age band of today, whether or not the stored one is up to date.
     *
     * @param id any person
     * @return empty when no birthday is stated, or masked by consent
     */
    public Optional<String> ageBand(String id) {
        return birthday(id).map(day -> band(day, today(clock.instant())));
    }

    static String band(LocalDate birthday, LocalDate today) {
        int age = Period.between(birthday, today).getYears();
        if (age < ADULT) {
            return "under_18";
        }
        if (age >= OLDEST_BAND) {
            return OLDEST_BAND + "_up";
        }
        int from = age < 25 ? ADULT : (age - 5) / 10 * 10 + 5;
        return from + "_" + (age < 25 ? 24 : from + 9);
    }

    /** What an update sets. */
    public static final class Change {
        private final FeatureRow.Builder row;
        private final LocalDate today;

        private Change(FeatureRow.Builder row, LocalDate today) {
            this.row = row;
            this.today = today;
        }

        /**
         * Says when what follows was stated.
         *
         * @param time for imports of older statements
         * @return this
         */
        public Change at(Instant time) {
            row.at(time);
            return this;
        }

        /**
         * Sets the place, exact and coarse.
         *
         * @param location null to take both out
         * @return this
         */
        public Change location(@Nullable Location location) {
            if (location == null) {
                row.without(LOCATION.name());
                row.without(AREA.name());
            } else {
                row.vector(LOCATION.name(), new float[] {(float) location.latitude(), (float) location.longitude()});
                row.labels(AREA.name(), Set.of(location.area()));
            }
            return this;
        }

        /**
         * Sets the birthday and the age band that follows.
         *
         * @param birthday from 1900 to today; null to take both out
         * @return this
         * @throws IllegalArgumentException if it is earlier or later
         */
        public Change birthday(@Nullable LocalDate birthday) {
            if (birthday == null) {
                row.without(BIRTHDAY.name());
                row.without(AGE_BAND.name());
                return this;
            }
            if (birthday.isBefore(EARLIEST_BIRTHDAY) || birthday.isAfter(today)) {
                throw new IllegalArgumentException(
                        "birthday must be from %s to today; leave out what is not known".formatted(EARLIEST_BIRTHDAY));
            }
            row.whole(BIRTHDAY.name(), birthday.toEpochDay());
            row.labels(AGE_BAND.name(), Set.of(band(birthday, today)));
            return this;
        }

        /**
         * Sets hobbies.
         *
         * @param hobbies in place of those before; none to take them out
         * @return this
         */
        public Change hobbies(Collection<String> hobbies) {
            row.labels(HOBBIES.name(), hobbies);
            return this;
        }

        /**
         * Sets communities.
         *
         * @param communities in place of those before; none to take them out
         * @return this
         */
        public Change communities(Collection<String> communities) {
            row.labels(COMMUNITIES.name(), communities);
            return this;
        }

        /**
         * Sets what the person can do.
         *
         * @param skills in place of those before; none to take them out
         * @return this
         */
        public Change skillsOffered(Collection<String> skills) {
            row.labels(SKILLS_OFFERED.name(), skills);
            return this;
        }

        /**
         * Sets what the person looks for in others.
         *
         * @param skills in place of those before; none to take them out
         * @return this
         */
        public Change skillsWanted(Collection<String> skills) {
            row.labels(SKILLS_WANTED.name(), skills);
            return this;
        }

        /**
         * Sets the locale.
         *
         * @param tag BCP 47, such as {@code es-MX}; null to take it out
         * @return this
         * @throws IllegalArgumentException if it is no such tag
         */
        public Change locale(@Nullable String tag) {
            if (tag == null) {
                row.without(LOCALE.name());
                return this;
            }
            try {
                Locale locale = new Locale.Builder().setLanguageTag(tag).build();
                if (locale.getLanguage().isEmpty()) {
                    throw new IllformedLocaleException("no language");
                }
                row.text(LOCALE.name(), locale.toLanguageTag());
            } catch (IllformedLocaleException e) {
                throw new IllegalArgumentException(
                        "locale must be a BCP 47 tag such as es-MX, was \"%s\"".formatted(tag), e);
            }
            return this;
        }
    }
}
