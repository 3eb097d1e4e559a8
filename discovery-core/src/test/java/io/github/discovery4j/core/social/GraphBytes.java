package io.github.discovery4j.core.social;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Files of graphs made by hand, with checksums that are right. */
final class GraphBytes {

    private GraphBytes() {}

    static byte[] file(byte[]... blocks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("D4JGRAF1".getBytes(StandardCharsets.US_ASCII));
        for (byte[] block : blocks) {
            CRC32C checksum = new CRC32C();
            checksum.update(block);
            out.writeBytes(ByteBuffer.allocate(8)
                    .putInt(block.length)
                    .putInt((int) checksum.getValue())
                    .array());
            out.writeBytes(block);
        }
        return out.toByteArray();
    }

    static byte[] people(int count) {
        return ByteBuffer.allocate(4).putInt(count).array();
    }

    static byte[] ids(String... ids) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String id : ids) {
            byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    static byte[] end(long follows, long blocks) {
        return ByteBuffer.allocate(16).putLong(follows).putLong(blocks).array();
    }
}
