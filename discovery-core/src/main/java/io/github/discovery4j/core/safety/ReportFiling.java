package io.github.discovery4j.core.safety;

import java.util.Optional;

/**
 * What somebody reports. {@link #toString} names nobody.
 *
 * @param reporterId who reports, at most 256 characters
 * @param reportedId whom, somebody else, at most 256 characters
 * @param category the host's word for what it is about, at most 64 characters
 * @param evidence where the host keeps what it is about, such as the key of a message: a reference of at most 1,024 characters
 *     that names nobody, not the text itself; empty for none
 */
public record ReportFiling(String reporterId, String reportedId, String category, Optional<String> evidence) {

    private static final int LONGEST_ID = 256;
    private static final int LONGEST_CATEGORY = 64;
    private static final int LONGEST_EVIDENCE = 1024;

    /** Checks the texts. */
    public ReportFiling {
        requireId("reporter's id", reporterId);
        requireId("reported person's id", reportedId);
        ReportTexts.require("category of a report", category, LONGEST_CATEGORY);
        evidence.ifPresent(ReportFiling::requireEvidence);
        if (reporterId.equals(reportedId)) {
            throw new IllegalArgumentException(
                    "a report must be about somebody else, was about its reporter (category \"%s\"); check the ids"
                            .formatted(category));
        }
    }

    static void requireId(String what, String id) {
        ReportTexts.require(what, id, LONGEST_ID);
    }

    static void requireEvidence(String evidence) {
        ReportTexts.require("evidence of a report", evidence, LONGEST_EVIDENCE);
    }

    /**
     * A report without evidence.
     *
     * @param reporterId who reports
     * @param reportedId whom
     * @param category what it is about
     */
    public ReportFiling(String reporterId, String reportedId, String category) {
        this(reporterId, reportedId, category, Optional.empty());
    }

    @Override
    public String toString() {
        return "ReportFiling[category=" + category + "]";
    }
}
