package dev.timonier.scheduler.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The pods whose binding Permit plugins delay at present, in all profiles. Safe for several
/// threads.
public final class WaitingPods {
  private final Map<String, WaitingPod> byUid = new ConcurrentHashMap<>();

  public Optional<WaitingPod> find(String uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  public List<WaitingPod> all() {
    return List.copyOf(byUid.values());
  }

  void add(WaitingPod pod) {
    byUid.put(pod.pod().uid(), pod);
  }

  void remove(String uid) {
    byUid.remove(uid);
  }
}
