package io.github.discovery4j.core.feature;

/** How far apart two areas are: exact places are not to be found out by asking from many sides. */
final class CoarseDistance {

    private static final double CELLS_A_DEGREE = 10;
    private static final double EARTH_RADIUS_KM = 6371.0088;

    private CoarseDistance() {}

    /**
     * Returns the great-circle distance between the centres of the tenths of a degree that two places lie in, to a whole
     * kilometre; 0 within one such area. NaN for an absent place or one that is not on earth.
     */
    static float kilometres(float[] one, float[] other) {
        if (!onEarth(one) || !onEarth(other)) {
            return Float.NaN;
        }
        double latitude = Math.toRadians(centre(one[0]));
        double otherLatitude = Math.toRadians(centre(other[0]));
        double acrossLatitude = Math.sin((otherLatitude - latitude) / 2);
        double acrossLongitude = Math.sin(Math.toRadians(centre(east(other)) - centre(east(one))) / 2);
        double haversine = acrossLatitude * acrossLatitude
                + Math.cos(latitude) * Math.cos(otherLatitude) * acrossLongitude * acrossLongitude;
        return Math.round(2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, haversine))));
    }

    private static boolean onEarth(float[] place) {
        return place.length == 2 && Math.abs(place[0]) <= 90 && Math.abs(place[1]) <= 180;
    }

    /** 180 degrees east are 180 degrees west. */
    private static float east(float[] place) {
        return place[1] == 180 ? -180 : place[1];
    }

    private static double centre(float degrees) {
        return (Math.floor(degrees * CELLS_A_DEGREE) + 0.5) / CELLS_A_DEGREE;
    }
}
