package io.gpusched.words;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of entities, the same in every view. The only entity of a client has the client's name; of several, each has the client's name
 * and its number among them, counted from 1: {@code good 1}, {@code good 2}.
 */
public final class EntityNames {
    private EntityNames() {}

    /**
     * Returns the names of entities. They are all different.
     *
     * @param clients the names of the entities' clients, by the ids of the entities
     */
    public static List<String> of(List<String> clients) {
        Map<String, Integer> entities = new HashMap<>();
        clients.forEach(client -> entities.merge(client, 1, Integer::sum));
        Set<String> taken = new HashSet<>(entities.keySet());
        Map<String, Integer> numbers = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (String client : clients) {
            if (entities.getOrDefault(client, 0) == 1) {
                names.add(client);
                continue;
            }
            String name;
            do {
                name = client + " " + numbers.merge(client, 1, Integer::sum);
            } while (!taken.add(name)); // another client may have that name
            names.add(name);
        }
        return Collections.unmodifiableList(names);
    }
}
