package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Distances on the sphere, against cities whose distance is known. */
class FilterNearTest {

    private record Place(double latitude, double longitude) implements ItemAttributes {
        @Override
        public Set<String> names() {
            return Set.of("lat", "lon");
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return Set.of();
        }

        @Override
        public double number(String itemId, String attribute) {
            return attribute.equals("lat") ? latitude : longitude;
        }
    }

    private static final Place MADRID = new Place(40.4168, -3.7038);
    private static final Place BARCELONA = new Place(41.3874, 2.1686);
    private static final Place LONDON = new Place(51.5074, -0.1278);
    private static final Place NEW_YORK = new Place(40.7128, -74.0060);
    private static final Place SYDNEY = new Place(-33.8688, 151.2093);

    /** On a sphere; the ellipsoid's distances differ by up to half a percent. */
    private static final double ROUNDING_KILOMETRES = 2;

    @Example
    void citiesAreAsFarApartAsTheMapSays() {
        assertDistance(MADRID, BARCELONA, 505);
        assertDistance(LONDON, NEW_YORK, 5_570);
        assertDistance(LONDON, SYDNEY, 16_994);
    }

    @Example
    void theShortWayGoesAcrossTheAntimeridian() {
        Place east = new Place(-16.5, 179.9);
        Place west = new Place(-16.5, -179.9);
        double oneDegree = 111.195;
        assertDistance(east, west, 0.2 * oneDegree * Math.cos(Math.toRadians(16.5)));
        assertDistance(new Place(0, 180), new Place(0, -180), 0);
    }

    @Example
    void everyLongitudeMeetsAtAPole() {
        assertDistance(new Place(90, 0), new Place(90, 137), 0);
        assertDistance(new Place(90, 20), new Place(-90, -45), Math.PI * 6371.0088);
    }

    @Example
    void aRadiusOfZeroPassesThePlaceItself() {
        assertThat(near(MADRID, 0).test("item", MADRID)).isTrue();
        assertThat(near(MADRID, 0).test("item", BARCELONA)).isFalse();
    }

    @Property(tries = 300)
    void distanceIsSymmetricAndNeverMoreThanHalfTheEarth(
            @ForAll @DoubleRange(min = -90, max = 90) double lat1,
            @ForAll @DoubleRange(min = -180, max = 180) double lon1,
            @ForAll @DoubleRange(min = -90, max = 90) double lat2,
            @ForAll @DoubleRange(min = -180, max = 180) double lon2,
            @ForAll @DoubleRange(min = 0, max = 20_000) double kilometres) {
        Place a = new Place(lat1, lon1);
        Place b = new Place(lat2, lon2);
        if (near(a, kilometres).test("item", b)) {
            assertThat(near(b, kilometres + 1e-6).test("item", a)).isTrue();
        } else {
            assertThat(near(b, Math.max(0, kilometres - 1e-6)).test("item", a))
                    .isEqualTo(near(b, 0).test("item", a));
        }
        assertThat(near(a, 20_016).test("item", b)).isTrue();
    }

    private static void assertDistance(Place a, Place b, double kilometres) {
        assertThat(near(a, kilometres + ROUNDING_KILOMETRES).test("item", b)).isTrue();
        assertThat(near(b, kilometres + ROUNDING_KILOMETRES).test("item", a)).isTrue();
        if (kilometres > ROUNDING_KILOMETRES) {
            assertThat(near(a, kilometres - ROUNDING_KILOMETRES).test("item", b))
                    .isFalse();
            assertThat(near(b, kilometres - ROUNDING_KILOMETRES).test("item", a))
                    .isFalse();
        }
    }

    private static Filter near(Place place, double kilometres) {
        return new Filter.Near("lat", "lon", place.latitude(), place.longitude(), kilometres);
    }
}
