package dev.timonier.e2e.soak;

import static dev.timonier.e2e.soak.CountedMaps.number;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/// What an informer was told of [CountedMaps]: it must be told of every number, once, in order.
final class Follower implements ResourceEventHandler<ConfigMap> {
  private final Map<String, Integer> seen = new ConcurrentHashMap<>();
  private final Queue<String> faults;

  Follower(Queue<String> faults) {
    this.faults = faults;
  }

  /// The last number of each map.
  Map<String, Integer> seen() {
    return seen;
  }

  @Override
  public void onAdd(ConfigMap map) {
    follow(map, 1);
  }

  @Override
  public void onUpdate(ConfigMap before, ConfigMap after) {
    follow(after, 1);
  }

  @Override
  public void onDelete(ConfigMap map, boolean deletedFinalStateUnknown) {
    follow(map, 0);
  }

  private void follow(ConfigMap map, int ahead) {
    var name = map.getMetadata().getName();
    var before = seen.put(name, number(map));
    if (before != null && number(map) != before + ahead) {
      faults.add("%s: %d after %d".formatted(name, number(map), before));
    }
  }
}
