package io.github.discovery4j.core.feature.manifest;

/**
 * The features of a person that recommendations in a social application usually need, ready to be used or extended.
 *
 * <p>Nothing in the library depends on them: a host that declares its own manifest leaves them out. <b>Threads:</b> safe.
 */
public final class StandardFeatures {

    static final String RESOURCE = "/META-INF/discovery/features/discovery-features.json";

    /** The entity that has the features. */
    public static final String PERSON = "person";

    private static final FeatureManifest MANIFEST =
            FeatureManifest.json(new ManifestText("discovery-features.json", Resource.text(RESOURCE)));

    private StandardFeatures() {}

    /**
     * Returns the manifest that ships with the library.
     *
     * @return the features of {@link #PERSON}, two signal groups of its own and the view {@code connect}
     */
    public static FeatureManifest manifest() {
        return MANIFEST;
    }

    /**
     * Returns the same manifest as text, to copy and change.
     *
     * @return the document
     */
    public static String json() {
        return Resource.text(RESOURCE);
    }
}
