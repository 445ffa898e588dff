package dev.timonier.machinery.taint;

import io.fabric8.kubernetes.api.model.Taint;

/// What a taint does to pods that don't tolerate it, spelled as in `effect`.
public enum TaintEffect {
  /// Keeps new pods away.
  NoSchedule,
  /// Keeps new pods away when another node can be had.
  PreferNoSchedule,
  /// Keeps new pods away and evicts running ones.
  NoExecute;

  public boolean isOf(Taint taint) {
    return name().equals(taint.getEffect());
  }

  /// Whether a taint keeps new pods off the node altogether.
  public static boolean forbidsScheduling(Taint taint) {
    return NoSchedule.isOf(taint) || NoExecute.isOf(taint);
  }
}
