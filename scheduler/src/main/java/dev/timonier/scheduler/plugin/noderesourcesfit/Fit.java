package dev.timonier.scheduler.plugin.noderesourcesfit;

import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Unschedulable;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.snapshot.NodeInfo;
import dev.timonier.scheduler.snapshot.Resources;
import java.util.ArrayList;
import java.util.List;

/// What a pod asks for, held against nodes.
///
/// The answers are made once: there are only so many combinations of what a node may lack.
final class Fit {
  private static final int TOO_MANY_PODS = 1;
  private static final int CPU = 2;
  private static final int MEMORY = 4;
  private static final int EPHEMERAL_STORAGE = 8;
  private static final int UNRESOLVABLE = 16;
  private static final Status.OfFilter[] ANSWERS = new Status.OfFilter[32];

  static {
    ANSWERS[0] = Status.SUCCESS;
    for (var lacks = 1; lacks < ANSWERS.length; lacks++) {
      ANSWERS[lacks] = answer(lacks, reasons(lacks));
    }
  }

  private final Resources wanted;

  /// @param wanted without the resources that are ignored
  Fit(Resources wanted) {
    this.wanted = wanted;
  }

  Status.OfFilter on(NodeInfo node) {
    var lacks = node.podCount() + 1 > node.allocatable().pods() ? TOO_MANY_PODS : 0;
    if (wanted.isNothing()) {
      return ANSWERS[lacks];
    }
    var all = node.allocatable();
    var taken = node.requested();
    lacks |= lack(CPU, wanted.milliCpu(), all.milliCpu(), taken.milliCpu());
    lacks |= lack(MEMORY, wanted.memory(), all.memory(), taken.memory());
    lacks |=
        lack(
            EPHEMERAL_STORAGE,
            wanted.ephemeralStorage(),
            all.ephemeralStorage(),
            taken.ephemeralStorage());
    return wanted.scalars().isEmpty() ? ANSWERS[lacks] : withScalars(lacks, all, taken);
  }

  /// Other pods' going would not help where the node never had enough.
  private static int lack(int resource, long wanted, long all, long taken) {
    if (wanted == 0 || wanted <= all - taken) {
      return 0;
    }
    return wanted > all ? resource | UNRESOLVABLE : resource;
  }

  private Status.OfFilter withScalars(int others, Resources all, Resources taken) {
    var lacks = others;
    var reasons = new ArrayList<>(reasons(others));
    for (var i = 0; i < wanted.scalars().size(); i++) {
      var name = wanted.scalars().name(i);
      var lack =
          lack(
              CPU,
              wanted.scalars().amount(i),
              all.scalars().amount(name),
              taken.scalars().amount(name));
      if (lack != 0) {
        lacks |= lack;
        reasons.add("Insufficient " + name);
      }
    }
    return reasons.isEmpty() ? Status.SUCCESS : answer(lacks, reasons);
  }

  private static Status.OfFilter answer(int lacks, List<String> reasons) {
    return (lacks & UNRESOLVABLE) != 0
        ? new UnschedulableAndUnresolvable(List.copyOf(reasons))
        : new Unschedulable(List.copyOf(reasons));
  }

  private static List<String> reasons(int lacks) {
    var reasons = new ArrayList<String>();
    addIf(lacks, TOO_MANY_PODS, "Too many pods", reasons);
    addIf(lacks, CPU, "Insufficient cpu", reasons);
    addIf(lacks, MEMORY, "Insufficient memory", reasons);
    addIf(lacks, EPHEMERAL_STORAGE, "Insufficient ephemeral-storage", reasons);
    return reasons;
  }

  private static void addIf(int lacks, int flag, String reason, List<String> reasons) {
    if ((lacks & flag) != 0) {
      reasons.add(reason);
    }
  }
}
