package io.gpusched.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Packs any text as a token, with a right checksum and without the dictionary, which whoever unpacks does not miss. */
final class Tokens {
    private Tokens() {}

    static String pack(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] buffer = new byte[4_096];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        CRC32 sum = new CRC32();
        sum.update(bytes);
        packed.write((int) sum.getValue() >>> 8);
        packed.write((int) sum.getValue());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
    }
}
