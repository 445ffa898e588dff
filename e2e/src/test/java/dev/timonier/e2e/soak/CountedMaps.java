package dev.timonier.e2e.soak;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Config maps that are written over and over by every verb, and count how often: each write of a
/// map carries a number one greater than the write before it, also across its deletion.
final class CountedMaps {
  static final String NUMBER = "number";
  private static final int STEPS = 6;

  private final KubernetesClient client;
  private final String namespace;
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

  CountedMaps(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /// The last number of each map that was written.
  Map<String, Integer> numbers() {
    return numbers;
  }

  static int number(ConfigMap map) {
    return Integer.parseInt(map.getData().get(NUMBER));
  }

  /// Does the next that is due to a map: it is created, changed in four ways, and deleted.
  void step(String name, int step) {
    if (step % STEPS == STEPS - 1) {
      client.configMaps().inNamespace(namespace).withName(name).delete();
      return;
    }
    var map = map(name, numbers.merge(name, 1, Integer::sum));
    var resource = client.resource(map);
    switch (step % STEPS) {
      case 0 -> resource.create();
      case 1 -> resource.update();
      case 2 -> patch(resource, PatchType.JSON_MERGE, map);
      case 3 -> patch(resource, PatchType.STRATEGIC_MERGE, map);
      default -> resource.forceConflicts().serverSideApply();
    }
  }

  private static void patch(Resource<ConfigMap> resource, PatchType type, ConfigMap map) {
    resource.patch(PatchContext.of(type), map);
  }

  private ConfigMap map(String name, int number) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .addToData(NUMBER, Integer.toString(number))
        .addToData("text", "x".repeat(300))
        .build();
  }
}
