package dev.timonier.scheduler.framework;

import dev.timonier.scheduler.snapshot.PodInfo;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What a plugin answers. Each extension point has its own type, which permits only those answers
/// that mean something there:
///
/// ```java
/// switch (plugin.filter(state, pod, node)) {
///   case Success _ -> …
///   case Rejection rejection -> … rejection.reasons()
///   case Failed failed -> …
/// }
/// ```
public sealed interface Status {
  Success SUCCESS = Success.SUCCESS;
  Skip SKIP = Skip.SKIP;

  /// Whether a pod may enter the active queue.
  sealed interface OfPreEnqueue extends Status {}

  /// Whether any node can do, and which.
  sealed interface OfPreFilter extends Status {}

  /// Whether a node will do.
  sealed interface OfFilter extends Status {}

  /// Whether a pod that fits nowhere can be made to fit.
  sealed interface OfPostFilter extends Status {}

  /// Whether there is anything to score.
  sealed interface OfPreScore extends Status {}

  /// Whether what the pod needs could be set aside.
  sealed interface OfReserve extends Status {}

  /// Whether the pod may be bound, and whether at once.
  sealed interface OfPermit extends Status {}

  /// Whether everything is ready for the pod on its node.
  sealed interface OfPreBind extends Status {}

  /// Whether the pod was bound.
  sealed interface OfBind extends Status {}

  /// Yes.
  enum Success
      implements
          OfPreEnqueue, OfPreFilter, OfFilter, OfPreScore, OfReserve, OfPermit, OfPreBind, OfBind {
    SUCCESS
  }

  /// The plugin has nothing to say about this pod: the later extension point that this one prepares
  /// is left out. A Bind plugin leaves the binding to the next one.
  enum Skip implements OfPreFilter, OfPreScore, OfBind {
    SKIP
  }

  /// Only these nodes can do.
  record OnlyNodes(Set<String> names) implements OfPreFilter {}

  /// The pod waits until the plugin allows it, or is rejected after the timeout.
  record Wait(Duration timeout) implements OfPermit {}

  /// The pod can be expected to fit on a node as soon as other pods are gone from there.
  record Nominated(String nodeName, List<PodInfo> victims) implements OfPostFilter {
    public Nominated {
      victims = List.copyOf(victims);
    }
  }

  /// No, and the pod can no longer be expected to fit on the node that it was nominated to.
  record Hopeless(List<String> reasons) implements OfPostFilter {
    public Hopeless(String... reasons) {
      this(List.of(reasons));
    }
  }

  /// No, for reasons that lie in the pod and the nodes and may pass.
  sealed interface Rejection
      extends OfPreEnqueue, OfPreFilter, OfFilter, OfPostFilter, OfReserve, OfPermit, OfPreBind {
    /// As shown to users, without a dot at the end.
    List<String> reasons();

    default String message() {
      return String.join(", ", reasons());
    }
  }

  /// No, but it might do if other pods went.
  record Unschedulable(List<String> reasons) implements Rejection {
    public Unschedulable(String... reasons) {
      this(List.of(reasons));
    }
  }

  /// No, and it would not do if other pods went.
  record UnschedulableAndUnresolvable(List<String> reasons) implements Rejection {
    public UnschedulableAndUnresolvable(String... reasons) {
      this(List.of(reasons));
    }
  }

  /// The plugin could not find out: something is broken.
  record Failed(String message)
      implements OfPreEnqueue,
          OfPreFilter,
          OfFilter,
          OfPostFilter,
          OfPreScore,
          OfReserve,
          OfPermit,
          OfPreBind,
          OfBind {
    /// Names the plugin before its failure, as in `running Bind plugin "DefaultBinder": …`.
    public Failed in(String where) {
      return new Failed("running " + where + ": " + message);
    }

    /// A plugin that throws has failed.
    public static Failed of(RuntimeException exception) {
      return new Failed(Objects.requireNonNullElseGet(exception.getMessage(), exception::toString));
    }
  }
}
