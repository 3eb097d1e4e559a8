package io.github.discovery4j.core.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How the bytes of a file are read as text. */
enum TextEncoding {
    UTF_8(StandardCharsets.UTF_8),
    LATIN_1(StandardCharsets.ISO_8859_1),
    /** Each line that is not UTF-8 is Latin-1: for layouts whose editions differ. Latin-1 is hardly ever valid UTF-8. */
    UTF_8_OR_LATIN_1(StandardCharsets.UTF_8);

    private final Charset charset;

    TextEncoding(Charset charset) {
        this.charset = charset;
    }

    Charset charset() {
        return charset;
    }
}
