package dev.timonier.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The nodes, and the pods that are assigned to them or *assumed* to be: a pod is assumed to be on
/// a node from the moment when it was decided until the API says so (then it simply is there) or
/// the binding failed (then it is forgotten).
///
/// Safe for several threads. [#snapshot()] costs as much as changed since the last one.
public final class ClusterState {
  private final ReentrantLock lock = new ReentrantLock();

  // All guarded by lock. A pod is in at most one node's info: that of its own node name. Infos of
  // nodes that are not known (any more) are kept in strays for as long as pods are on them.
  private final Map<String, NodeInfo> nodes = new HashMap<>();
  private final Map<String, Map<String, PodInfo>> strays = new HashMap<>();
  private final Map<String, PodInfo> pods = new HashMap<>();
  private final Set<String> assumed = new HashSet<>();
  private final NodeOrder order = new NodeOrder();
  private final ImageSpread images = new ImageSpread();
  private final Set<String> changed = new HashSet<>();
  private Nominations nominations = Nominations.NONE;
  private boolean orderChanged;
  private Snapshot latest = Snapshot.EMPTY;

  /// A node came or changed.
  public void putNode(Node node) {
    lock.lock();
    try {
      var name = node.getMetadata().getName();
      var before = nodes.get(name);
      var after = before == null ? withStrays(NodeInfo.of(node)) : before.with(node);
      images.replace(imagesOf(before), imagesOf(after));
      orderChanged |= order.put(name, after.zone());
      put(after);
    } finally {
      lock.unlock();
    }
  }

  /// A node went. Pods on it are remembered until they go as well.
  public void removeNode(String name) {
    lock.lock();
    try {
      var gone = nodes.remove(name);
      if (gone != null) {
        gone.pods().forEach(this::putStray);
        images.replace(imagesOf(gone), Set.of());
        orderChanged |= order.remove(name);
        changed.remove(name);
      }
    } finally {
      lock.unlock();
    }
  }

  /// The API says that a pod is assigned, or shows another version of one that is.
  public void putPod(PodInfo pod) {
    lock.lock();
    try {
      assumed.remove(pod.uid());
      nominations = nominations.without(pod.uid());
      replace(pod);
    } finally {
      lock.unlock();
    }
  }

  /// A pod went. Gives the pod as it was known; none where it was neither assigned nor assumed.
  public Optional<PodInfo> removePod(String uid) {
    lock.lock();
    try {
      assumed.remove(uid);
      nominations = nominations.without(uid);
      return take(uid);
    } finally {
      lock.unlock();
    }
  }

  /// Counts a pod as being on the node that was chosen for it.
  public void assume(PodInfo pod) {
    lock.lock();
    try {
      if (pods.containsKey(pod.uid())) {
        throw new IllegalStateException("pod " + pod.key() + " is assigned or assumed already");
      }
      assumed.add(pod.uid());
      nominations = nominations.without(pod.uid());
      replace(pod);
    } finally {
      lock.unlock();
    }
  }

  /// The binding of an assumed pod failed. Says whether the pod was still assumed: the API may have
  /// said meanwhile that it is assigned, and then it stays.
  public boolean forget(String uid) {
    lock.lock();
    try {
      var was = assumed.remove(uid);
      if (was) {
        take(uid);
      }
      return was;
    } finally {
      lock.unlock();
    }
  }

  /// A waiting pod can be expected to fit on a node soon.
  public void nominate(PodInfo pod, String nodeName) {
    lock.lock();
    try {
      nominations = nominations.with(pod, nodeName);
    } finally {
      lock.unlock();
    }
  }

  /// A waiting pod can no longer be expected to fit where it was nominated to.
  public void withdraw(String uid) {
    lock.lock();
    try {
      nominations = nominations.without(uid);
    } finally {
      lock.unlock();
    }
  }

  /// The pods that are nominated to a node.
  public List<PodInfo> nominatedTo(String nodeName) {
    lock.lock();
    try {
      return nominations.on(nodeName);
    } finally {
      lock.unlock();
    }
  }

  public boolean isAssumed(String uid) {
    lock.lock();
    try {
      return assumed.contains(uid);
    } finally {
      lock.unlock();
    }
  }

  /// How many nodes there are.
  public int nodeCount() {
    lock.lock();
    try {
      return nodes.size();
    } finally {
      lock.unlock();
    }
  }

  /// How many pods are assigned or assumed.
  public int podCount() {
    lock.lock();
    try {
      return pods.size();
    } finally {
      lock.unlock();
    }
  }

  /// How many pods are assumed.
  public int assumedCount() {
    lock.lock();
    try {
      return assumed.size();
    } finally {
      lock.unlock();
    }
  }

  /// A pod that is assigned or assumed.
  public Optional<PodInfo> pod(String uid) {
    lock.lock();
    try {
      return Optional.ofNullable(pods.get(uid));
    } finally {
      lock.unlock();
    }
  }

  /// The state as it is now.
  public Snapshot snapshot() {
    lock.lock();
    try {
      latest = orderChanged ? rebuilt() : latest.with(changedNodes(), images.counts(), nominations);
      orderChanged = false;
      changed.clear();
      return latest;
    } finally {
      lock.unlock();
    }
  }

  /// As [#snapshot()], but made from scratch; for tests.
  Snapshot rebuilt() {
    return Snapshot.of(
        order.list().stream().map(this::known).toList(), images.counts(), nominations);
  }

  private List<NodeInfo> changedNodes() {
    return changed.stream().map(this::known).toList();
  }

  private NodeInfo known(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }

  private void replace(PodInfo pod) {
    take(pod.uid());
    pods.put(pod.uid(), pod);
    var node = nodes.get(pod.nodeName());
    if (node == null) {
      putStray(pod);
    } else {
      put(node.with(pod));
    }
  }

  private Optional<PodInfo> take(String uid) {
    var pod = pods.remove(uid);
    if (pod == null) {
      return Optional.empty();
    }
    var node = nodes.get(pod.nodeName());
    if (node == null) {
      removeStray(pod);
    } else {
      put(node.without(uid));
    }
    return Optional.of(pod);
  }

  private void put(NodeInfo node) {
    nodes.put(node.name(), node);
    changed.add(node.name());
  }

  private NodeInfo withStrays(NodeInfo node) {
    var waiting = strays.remove(node.name());
    var result = node;
    for (var pod : waiting == null ? List.<PodInfo>of() : waiting.values()) {
      result = result.with(pod);
    }
    return result;
  }

  private void putStray(PodInfo pod) {
    strays.computeIfAbsent(pod.nodeName(), _ -> new HashMap<>()).put(pod.uid(), pod);
  }

  private void removeStray(PodInfo pod) {
    strays.computeIfPresent(
        pod.nodeName(),
        (_, ofNode) -> {
          ofNode.remove(pod.uid());
          return ofNode.isEmpty() ? null : ofNode;
        });
  }

  private static Set<String> imagesOf(@Nullable NodeInfo node) {
    return node == null ? Set.of() : node.imageSizes().keySet();
  }
}
