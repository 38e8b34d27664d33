package io.gpusched.cli.museum;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** All exhibits, by their numbers. They are read from the program's own jar, one file each. */
public final class Catalogue {
    private static final String FOLDER = "/museum/exhibits/";

    private final List<Exhibit> exhibits;

    private Catalogue(List<Exhibit> exhibits) {
        this.exhibits = exhibits;
    }

    /** Reads all exhibits. */
    public static Catalogue open() {
        return new Catalogue(text("index.txt")
                .lines()
                .map(file -> ExhibitFile.read(file, text(file)))
                .toList());
    }

    /** Returns the exhibits, by their numbers. */
    public List<Exhibit> exhibits() {
        return exhibits;
    }

    /** Returns the names of the exhibits. */
    public List<String> names() {
        return exhibits.stream().map(Exhibit::name).toList();
    }

    /** Returns the exhibit of a name or number. */
    public Optional<Exhibit> of(String nameOrNumber) {
        return exhibits.stream()
                .filter(each -> each.name().equals(nameOrNumber)
                        || String.format("%02d", each.number()).equals(nameOrNumber)
                        || Integer.toString(each.number()).equals(nameOrNumber))
                .findFirst();
    }

    private static String text(String file) {
        try (InputStream in = Catalogue.class.getResourceAsStream(FOLDER + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
