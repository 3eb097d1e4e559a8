package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.rank.link.PeopleModel.Part;
import java.time.Instant;
import java.util.List;

/**
 * What a model says about two people: {@value #TIES}, what the object's ties add to the score for the subject, and
 * {@value #LIKES}, what their likes add. A ranker that weighs both 1 orders people as the model does.
 *
 * <p>NaN for an object whom the model does not know, or who does not allow that part; and for a subject without ties and
 * likes, or whose consent allows neither. Each column mixes what the subject is tied to with what they like, so that no one
 * signal stands for it and no reason may speak of it. One version of the model serves a whole batch.
 *
 * <p><b>Cost:</b> a subject's vector is found once for each run of rows with the same subject and moment: once for a request.
 * <b>Threads:</b> safe.
 */
public final class PeopleFeatures implements FeatureView {

    /** The column of what the object's ties add. */
    public static final String TIES = "people_ties";

    /** The column of what the object's likes add. */
    public static final String LIKES = "people_likes";

    private static final List<Part> COLUMNS = List.of(Part.TIES, Part.LIKES);

    private final PeopleFinder finder;
    private final FeatureSchema schema;

    /**
     * Creates the view.
     *
     * @param finder scores people under their consent
     */
    public PeopleFeatures(PeopleFinder finder) {
        this.finder = finder;
        this.schema = FeatureSchema.of(
                "people", "1", List.of(column(TIES, Part.TIES, finder), column(LIKES, Part.LIKES, finder)));
    }

    private static FeatureColumn column(String name, Part part, PeopleFinder finder) {
        return FeatureColumn.number(name, finder.group(part), FeatureColumn.Owner.OBJECT)
                .neverSaid();
    }

    @Override
    public FeatureSchema schema() {
        return schema;
    }

    @Override
    public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        PeopleModel model = pairs.pin(finder.handle());
        PeopleFinder.Viewer viewer = null;
        String subject = "";
        Instant asOf = Instant.MIN;
        for (int row = 0; row < pairs.size(); row++) {
            if (viewer == null
                    || !pairs.subjectId(row).equals(subject)
                    || !pairs.asOf(row).equals(asOf)) {
                subject = pairs.subjectId(row);
                asOf = pairs.asOf(row);
                viewer = finder.viewer(model, subject, asOf);
            }
            int person = model.people().ordinalOf(pairs.objectId(row));
            if (person != IdMap.ABSENT && !viewer.unknown()) {
                hydrate(model, viewer, person, row, columns);
            }
        }
    }

    private void hydrate(
            PeopleModel model, PeopleFinder.Viewer viewer, int person, int row, FeatureTable.Writer columns) {
        for (int column = 0; column < COLUMNS.size(); column++) {
            Part part = COLUMNS.get(column);
            if (model.knows(person, part) && finder.shows(model, person, part)) {
                columns.set(row, column, (float) model.score(viewer.vector(), person, part));
            }
        }
    }
}
