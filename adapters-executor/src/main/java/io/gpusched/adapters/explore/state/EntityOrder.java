package io.gpusched.adapters.explore.state;

import io.gpusched.domain.sched.Entity;
import io.gpusched.domain.sched.RunQueue;
import java.util.List;

/** Finds in which order the entities of a scheduler stand, because policies compare their keys and nothing else. */
final class EntityOrder {
    private EntityOrder() {}

    /** Counts the entities that stand before an entity on the same scheduler; 0 if the entity has no jobs. */
    static int before(Entity entity, List<Entity> entities) {
        int place = 0;
        if (stands(entity)) {
            for (int i = 0; i < entities.size(); i++) {
                Entity other = entities.get(i);
                boolean before = other != entity
                        && other.scheduler() == entity.scheduler()
                        && stands(other)
                        && queue(entity).comesBefore(other, entity);
                place += before ? 1 : 0;
            }
        }
        return place;
    }

    private static boolean stands(Entity entity) {
        return entity.isReady() || entity.isBlocked();
    }

    private static RunQueue queue(Entity entity) {
        return entity.scheduler().runQueue(entity.runQueueLevel());
    }
}
