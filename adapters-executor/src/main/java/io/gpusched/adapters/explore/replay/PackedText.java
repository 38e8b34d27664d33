package io.gpusched.adapters.explore.replay;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Packs a small text into one word of letters, digits, {@code -} and {@code _}: deflated with a preset dictionary, followed by a checksum, in
 * Base64 for URLs. A word that was cut or changed, or that another version of the dictionary made, does not unpack.
 *
 * <p>The dictionary holds the lines that cases are made of; what is likely comes last, where it costs least to refer to. A case of three
 * jobs then takes some 30 bytes. Other implementations of Deflate may pack the same text into another word; each unpacks the words of all.
 */
final class PackedText {
    private static final int MOST_CHARACTERS = 100_000;

    private static final String DICTIONARY = """
            queue concurrent
            queue unordered
            late none
            file and choices
            file
            named
            fence x0
            at 10 fault scheduler=0
            at 0 ready scheduler=0 to=0
            at 0 priority entity=0 to=low
            at 0 schedulers entity=0 to=0,1
            at 0 client entity=0 first_job=0 jobs=1 job_us=10 wait_us=0 sync=1 cycles=2
            at 0 signal fence=x0 error=0
            entity 0 priority=kernel schedulers=0,1
            at 0 teardown scheduler=0
            at 0 close entity=1
            at 0 start scheduler=0
            at 0 stop scheduler=0
            at 0 close entity=0
            until 3
            queue ordered
            late all
            late work
            check
            choices 0:1 0:1 1:1 0:2
            policy fair
            policy rr
            policy fifo
            scheduler 0 credits=1 timeout_us=100 hang_limit=0 on_timeout=enodev score=own
            scheduler 0 credits=1 timeout_us=10 hang_limit=1 on_timeout=signal score=of:0
            scheduler 1 credits=1 timeout_us=none hang_limit=1 on_timeout=nohang score=own
            scheduler 0 credits=2 timeout_us=none hang_limit=1 on_timeout=reset score=own
            entity 0 priority=low schedulers=0
            entity 1 priority=high schedulers=0
            entity 0 priority=normal schedulers=0
            entity 1 priority=normal schedulers=0
            at 0 push job=0 entity=0 credits=1 duration_us=10 hw_error=5 deps=j0
            at 0 push job=2 entity=1 credits=1 duration_us=0 run_error=22 deps=j0,j1
            at 0 push job=0 entity=0 credits=1 duration_us=0 hangs=1
            at 0 push job=1 entity=1 credits=2 duration_us=0 deps=j0
            at 0 push job=2 entity=0 credits=1 duration_us=0
            """;

    private static final String DAMAGED = "it is incomplete, was changed, or is of another version of gpusched";

    private PackedText() {}

    private static byte[] dictionary() {
        return DICTIONARY.getBytes(StandardCharsets.UTF_8);
    }

    static String pack(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
            deflater.setDictionary(dictionary());
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            byte[] buffer = new byte[512];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            int sum = sum(bytes, bytes.length);
            packed.write(sum >>> 8);
            packed.write(sum);
            return encode(packed.toByteArray());
        }
    }

    private static int sum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return (int) sum.getValue() & 0xffff;
    }

    /**
     * Unpacks a word.
     *
     * @throws IllegalArgumentException if {@link #pack} cannot have returned it, with the reason
     */
    static String unpack(String word) {
        byte[] packed = decode(word);
        byte[] buffer = new byte[MOST_CHARACTERS];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setDictionary(dictionary());
            inflater.setInput(packed);
            int length = inflater.inflate(buffer);
            if (!inflater.finished() || inflater.getRemaining() != Short.BYTES) {
                throw new IllegalArgumentException(DAMAGED);
            }
            int sum = (packed[packed.length - 2] & 0xff) << 8 | packed[packed.length - 1] & 0xff;
            if (sum != sum(buffer, length)) {
                throw new IllegalArgumentException(DAMAGED);
            }
            return new String(buffer, 0, length, StandardCharsets.UTF_8);
        } catch (DataFormatException damaged) {
            throw new IllegalArgumentException(DAMAGED, damaged);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Decodes only what {@link #encode} returns: even the unused bits of the last letter must be as written. */
    private static byte[] decode(String word) {
        if (!word.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("it has characters that no token has");
        }
        byte[] bytes = Base64.getUrlDecoder().decode(word);
        if (!encode(bytes).equals(word)) {
            throw new IllegalArgumentException(DAMAGED);
        }
        return bytes;
    }
}
