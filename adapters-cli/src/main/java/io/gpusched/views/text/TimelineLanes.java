package io.gpusched.views.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which entity is drawn in which row. Each has one of its own, unless that were too many for a screen: then those of one client share one,
 * and if that is not enough, only the first clients have one.
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
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<String> labels = new ArrayList<>();
        List<Integer> lanes = new ArrayList<>();
        for (String client : clients) {
            int number = seen.merge(client, 1, Integer::sum);
            lanes.add(labels.size());
            labels.add(Collections.frequency(clients, client) == 1 ? client : client + " " + number);
        }
        return new TimelineLanes(labels, lanes, 0);
    }

    private static TimelineLanes oneForEachClient(List<String> clients) {
        Map<String, Integer> laneOfClient = new LinkedHashMap<>();
        Map<String, Integer> entities = new LinkedHashMap<>();
        List<Integer> lanes = new ArrayList<>();
        for (String client : clients) {
            entities.merge(client, 1, Integer::sum);
            int next = laneOfClient.size();
            int lane = laneOfClient.computeIfAbsent(client, it -> next);
            lanes.add(lane < MOST ? lane : NONE);
        }
        List<String> labels = entities.entrySet().stream()
                .limit(MOST)
                .map(each -> each.getValue() == 1 ? each.getKey() : each.getKey() + " x" + each.getValue())
                .toList();
        return new TimelineLanes(labels, lanes, entities.size() - labels.size());
    }
}
