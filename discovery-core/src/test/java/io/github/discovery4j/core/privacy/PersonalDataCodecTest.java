package io.github.discovery4j.core.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PersonalDataCodecTest {

    private static final byte[] SECRET = "chess and jazz".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ONE = key(1);
    private static final byte[] TWO = key(2);

    private final PersonalDataCodec old = PersonalDataCodec.encrypting(KeyRing.of("a", Map.of("a", ONE)));
    private final PersonalDataCodec rotated = PersonalDataCodec.encrypting(KeyRing.of("b", Map.of("a", ONE, "b", TWO)));

    private static byte[] key(int value) {
        byte[] key = new byte[KeyRing.KEY_BYTES];
        Arrays.fill(key, (byte) value);
        return key;
    }

    @Property(tries = 200)
    void whatWasEncodedIsDecoded(@ForAll @Size(max = 2000) byte[] bytes, @ForAll String place) {
        byte[] stored = old.encode(bytes, place);
        assertThat(old.decode(stored, place)).isEqualTo(bytes);
        assertThat(rotated.decode(stored, place)).isEqualTo(bytes);
        assertThat(PersonalDataCodec.PLAIN.decode(PersonalDataCodec.PLAIN.encode(bytes, place), place))
                .isEqualTo(bytes);
    }

    @Test
    void equalBytesAreStoredDifferentlyEachTimeAndSayNothing() {
        byte[] once = old.encode(SECRET, "p");
        assertThat(old.encode(SECRET, "p")).isNotEqualTo(once);
        assertThat(new String(once, StandardCharsets.ISO_8859_1)).doesNotContain("chess", "jazz");
    }

    @Test
    void anOldKeyIsReadAndIsNotTheCurrentOne() {
        byte[] stored = old.encode(SECRET, "p");
        assertThat(old.current(stored)).isTrue();
        assertThat(rotated.current(stored)).isFalse();
        byte[] again = rotated.encode(rotated.decode(stored, "p"), "p");
        assertThat(rotated.current(again)).isTrue();
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> old.decode(again, "p"))
                .withMessageContaining("\"b\"")
                .withMessageContaining("add it");
    }

    @Test
    void aWrongKeyAMovedRowAndAChangedByteAreRefused() {
        byte[] stored = old.encode(SECRET, "ana");
        PersonalDataCodec wrong = PersonalDataCodec.encrypting(KeyRing.of("a", Map.of("a", TWO)));
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> wrong.decode(stored, "ana"))
                .withMessageContaining("does not open")
                .withMessageNotContaining(HexFormat.of().formatHex(TWO));
        assertThatExceptionOfType(KeyException.class).isThrownBy(() -> old.decode(stored, "ben"));
        for (int i = 0; i < stored.length; i++) {
            byte[] changed = stored.clone();
            changed[i] ^= 1;
            assertThatExceptionOfType(KeyException.class).isThrownBy(() -> old.decode(changed, "ana"));
        }
    }

    @Test
    void plainBytesAreReadOnlyWhereThatWasAskedFor() {
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> old.decode(SECRET, "p"))
                .withMessageContaining("encryptingFromNowOn");
        PersonalDataCodec fromNowOn = PersonalDataCodec.encryptingFromNowOn(KeyRing.of("a", Map.of("a", ONE)));
        assertThat(fromNowOn.decode(SECRET, "p")).isEqualTo(SECRET);
        assertThat(fromNowOn.current(SECRET)).isFalse();
        assertThat(fromNowOn.decode(fromNowOn.encode(SECRET, "p"), "p")).isEqualTo(SECRET);
    }

    @Test
    void aRingSaysWhatIsWrongAndNoKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyRing.of("b", Map.of("a", ONE)))
                .withMessageContaining("\"b\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyRing.of("a", Map.of("a", new byte[16])))
                .withMessageContaining("32 bytes, had 16");
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.of("a b", Map.of("a b", ONE)));
        assertThat(KeyRing.of("a", Map.of("a", ONE))).hasToString("KeyRing[current=a, keys=1]");
    }
}
