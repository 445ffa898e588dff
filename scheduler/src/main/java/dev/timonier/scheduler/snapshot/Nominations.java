package dev.timonier.scheduler.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The waiting pods that can be expected to fit on a node soon. Immutable.
public final class Nominations {
  static final Nominations NONE = new Nominations(Map.of());

  private final Map<String, PodInfo> byUid;
  private final Map<String, List<PodInfo>> byNode = new HashMap<>();

  /// @param byUid each as if it were on its node
  private Nominations(Map<String, PodInfo> byUid) {
    this.byUid = byUid;
    for (var pod : byUid.values()) {
      byNode.computeIfAbsent(pod.nodeName(), _ -> new ArrayList<>()).add(pod);
    }
  }

  /// With a pod that is nominated to a node, and to no other any more.
  Nominations with(PodInfo pod, String nodeName) {
    var more = new HashMap<>(byUid);
    more.put(pod.uid(), pod.on(nodeName));
    return new Nominations(more);
  }

  Nominations without(String uid) {
    if (!byUid.containsKey(uid)) {
      return this;
    }
    var rest = new HashMap<>(byUid);
    rest.remove(uid);
    return new Nominations(rest);
  }

  /// The node that a pod is nominated to.
  public Optional<String> nodeOf(PodInfo pod) {
    return Optional.ofNullable(byUid.get(pod.uid())).map(PodInfo::nodeName);
  }

  /// The pods that are nominated to a node, each as if it were there.
  public List<PodInfo> on(String nodeName) {
    return byNode.getOrDefault(nodeName, List.of());
  }
}
