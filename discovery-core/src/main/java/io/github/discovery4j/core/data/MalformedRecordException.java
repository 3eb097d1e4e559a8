package io.github.discovery4j.core.data;

/** A record breaks its format's rules; the file and line are added by whoever reads the file. */
final class MalformedRecordException extends Exception {

    private static final long serialVersionUID = 1;

    /** Takes the rule and the value seen, and never a user's id. */
    MalformedRecordException(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
