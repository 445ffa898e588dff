package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.PermitPlugin;
import dev.timonier.scheduler.framework.Plugin;
import dev.timonier.scheduler.framework.QueueSortPlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.Rejection;
import dev.timonier.scheduler.framework.Status.Skip;
import dev.timonier.scheduler.framework.Status.Success;
import dev.timonier.scheduler.framework.Status.Wait;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A profile at work: runs its plugins. The steps up to [#permit] belong to the scheduling thread,
/// the later ones to the binding cycle of the pod.
public final class Framework {
  private static final Logger LOG = LoggerFactory.getLogger(Framework.class);

  private final String schedulerName;
  private final FrameworkPlugins plugins;
  private final NodeChooser chooser;
  private final PluginContext context;

  Framework(
      String schedulerName, FrameworkPlugins plugins, NodeChooser chooser, PluginContext context) {
    this.schedulerName = schedulerName;
    this.plugins = plugins;
    this.chooser = chooser;
    this.context = context;
  }

  public String schedulerName() {
    return schedulerName;
  }

  QueueSortPlugin queueSort() {
    return plugins.queueSort();
  }

  /// The plugin that does not let a pod into the active queue.
  Optional<String> gate(PodInfo pod) {
    for (var plugin : plugins.preEnqueue()) {
      if (guarded(() -> plugin.preEnqueue(pod)) != Status.SUCCESS) {
        return Optional.of(plugin.name());
      }
    }
    return Optional.empty();
  }

  /// Filters and scores the nodes.
  public Placement choose(CycleState state, PodInfo pod) {
    return chooser.choose(state, pod);
  }

  /// Lets plugins make room for a pod that fits nowhere, and the diagnosis tell what they say.
  public PostFilterOutcome postFilter(CycleState state, PodInfo pod, Placement.NoFit noFit) {
    return new PostFilterRunner(state, pod, noFit).run(plugins.postFilter());
  }

  /// Sets aside what the pod needs; nothing stays set aside when a plugin says no.
  public Outcome reserve(CycleState state, PodInfo pod, String nodeName) {
    for (var plugin : plugins.reserve()) {
      var outcome =
          switch (guarded(() -> plugin.reserve(state, pod, nodeName))) {
            case Success _ -> Outcome.OK;
            case Rejection rejection -> Outcome.Rejected.by(plugin, rejection);
            case Failed failed -> Outcome.Broken.at("Reserve", plugin, failed);
          };
      if (outcome != Outcome.OK) {
        unreserve(state, pod, nodeName);
        return outcome;
      }
    }
    return Outcome.OK;
  }

  /// Gives back what was set aside.
  public void unreserve(CycleState state, PodInfo pod, String nodeName) {
    for (var plugin : plugins.reserve().reversed()) {
      informed(plugin, () -> plugin.unreserve(state, pod, nodeName));
    }
  }

  /// Asks whether the pod may be bound. Where plugins want to wait, the pod is among the waiting
  /// ones afterwards, and [#awaitPermit] tells the end of it.
  public Outcome permit(CycleState state, PodInfo pod, String nodeName) {
    var timeouts = new HashMap<String, Duration>();
    for (var plugin : plugins.permit()) {
      var outcome = permit(plugin, () -> plugin.permit(state, pod, nodeName), timeouts);
      if (outcome != Outcome.OK) {
        return outcome;
      }
    }
    if (!timeouts.isEmpty()) {
      context.waitingPods().add(new WaitingPod(pod, nodeName, timeouts, context.time()));
    }
    return Outcome.OK;
  }

  private static Outcome permit(
      PermitPlugin plugin, Supplier<Status.OfPermit> answer, Map<String, Duration> timeouts) {
    return switch (guarded(answer)) {
      case Success _ -> Outcome.OK;
      case Wait(var timeout) -> {
        timeouts.put(plugin.name(), timeout);
        yield Outcome.OK;
      }
      case Rejection rejection -> Outcome.Rejected.by(plugin, rejection);
      case Failed failed -> Outcome.Broken.at("Permit", plugin, failed);
    };
  }

  /// Blocks until all plugins permit the binding.
  public Outcome awaitPermit(PodInfo pod) {
    var waiting = context.waitingPods().find(pod.uid());
    try {
      return waiting.map(WaitingPod::await).orElse(Outcome.OK);
    } finally {
      context.waitingPods().remove(pod.uid());
    }
  }

  /// Makes everything ready on the node. May block.
  public Outcome preBind(CycleState state, PodInfo pod, String nodeName) {
    for (var plugin : plugins.preBind()) {
      var outcome =
          switch (guarded(() -> plugin.preBind(state, pod, nodeName))) {
            case Success _ -> Outcome.OK;
            case Rejection rejection -> Outcome.Rejected.by(plugin, rejection);
            case Failed failed -> Outcome.Broken.at("PreBind", plugin, failed);
          };
      if (outcome != Outcome.OK) {
        return outcome;
      }
    }
    return Outcome.OK;
  }

  /// Assigns the pod to the node. May block.
  public Outcome bind(CycleState state, PodInfo pod, String nodeName) {
    for (var plugin : plugins.bind()) {
      switch (guarded(() -> plugin.bind(state, pod, nodeName))) {
        case Success _ -> {
          return Outcome.OK;
        }
        case Skip _ -> {}
        case Failed failed -> {
          return Outcome.Broken.at("Bind", plugin, failed);
        }
      }
    }
    return new Outcome.Broken(new Failed("every Bind plugin skipped pod " + pod.key()));
  }

  /// Tells plugins that the pod was bound.
  public void postBind(CycleState state, PodInfo pod, String nodeName) {
    for (var plugin : plugins.postBind()) {
      informed(plugin, () -> plugin.postBind(state, pod, nodeName));
    }
  }

  /// A plugin that is only told something cannot fail.
  private static void informed(Plugin plugin, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.error("plugin {} failed where it must not", plugin.name(), e);
    }
  }

  /// A plugin that throws has failed.
  @SuppressWarnings("unchecked") // every answer but Nominated and Wait may be a failure
  private static <S extends Status> S guarded(Supplier<S> answer) {
    try {
      return answer.get();
    } catch (RuntimeException e) {
      return (S) Failed.of(e);
    }
  }
}
