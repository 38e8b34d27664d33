package io.gpusched.views.text;

import io.gpusched.words.EntityNames;
import io.gpusched.words.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The row of each entity in a timeline. Each entity has a row of its own, unless that would be too many for a screen: then the entities of a
 * client share one, and if that is not enough, only the first clients have a row.
 *
 * @param labels the names of the rows
 * @param laneOfEntity the row of each entity, by id; {@link #NONE} for those without
 * @param leftOut how many clients have no row
 */
record TimelineLanes(List<String> labels, List<Integer> laneOfEntity, int leftOut) {
    /** The row of an entity that has none. */
    static final int NONE = -1;

    private static final int MOST = 32;

    /** Chooses the rows. */
    static TimelineLanes of(List<String> clients) {
        return clients.size() <= MOST ? oneEach(clients) : oneForEachClient(clients);
    }

    private static TimelineLanes oneEach(List<String> clients) {
        List<Integer> lanes = IntStream.range(0, clients.size()).boxed().toList();
        return new TimelineLanes(shown(EntityNames.of(clients)), lanes, 0);
    }

    private static List<String> shown(List<String> names) {
        return names.stream().map(Shown::of).toList();
    }

    private static TimelineLanes oneForEachClient(List<String> clients) {
        Map<String, Integer> laneOfClient = new LinkedHashMap<>();
        List<Integer> lanes = new ArrayList<>();
        for (String client : clients) {
            int next = laneOfClient.size();
            int lane = laneOfClient.computeIfAbsent(client, it -> next);
            lanes.add(lane < MOST ? lane : NONE);
        }
        List<String> labels = laneOfClient.keySet().stream().limit(MOST).toList();
        return new TimelineLanes(shown(labels), lanes, laneOfClient.size() - labels.size());
    }
}
