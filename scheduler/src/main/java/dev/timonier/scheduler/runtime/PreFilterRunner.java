package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.PreFilterPlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.OnlyNodes;
import dev.timonier.scheduler.framework.Status.Rejection;
import dev.timonier.scheduler.framework.Status.Skip;
import dev.timonier.scheduler.framework.Status.Success;
import dev.timonier.scheduler.framework.Status.Unschedulable;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.runtime.PreFilterOutcome.Broken;
import dev.timonier.scheduler.runtime.PreFilterOutcome.Proceed;
import dev.timonier.scheduler.runtime.PreFilterOutcome.Rejected;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One run of the PreFilter plugins for one pod.
final class PreFilterRunner {
  private final CycleState state;
  private final PodInfo pod;
  private final List<FilterPlugin> filters;
  private final Set<String> skipped = new HashSet<>();
  private final Set<String> naming = new TreeSet<>();
  private Optional<Set<String>> nodes = Optional.empty();
  private Set<String> rejectedBy = Set.of();
  private Optional<Rejection> rejection = Optional.empty();
  private Optional<Failed> failure = Optional.empty();

  PreFilterRunner(CycleState state, PodInfo pod, List<FilterPlugin> filters) {
    this.state = state;
    this.pod = pod;
    this.filters = filters;
  }

  PreFilterOutcome run(List<PreFilterPlugin> plugins) {
    for (var plugin : plugins) {
      if (take(plugin, ask(plugin))) {
        break;
      }
    }
    return rejection
        .<PreFilterOutcome>map(r -> new Rejected(rejectedBy, r, active()))
        .or(() -> failure.map(Broken::new))
        .orElseGet(() -> new Proceed(active(), nodes, naming));
  }

  private Status.OfPreFilter ask(PreFilterPlugin plugin) {
    try {
      return plugin.preFilter(state, pod);
    } catch (RuntimeException e) {
      return Failed.of(e);
    }
  }

  /// Says whether the run is over. A pod that might fit if others went is shown to the other
  /// plugins as well, since making room for it needs what they remember.
  private boolean take(PreFilterPlugin plugin, Status.OfPreFilter answer) {
    return switch (answer) {
      case Success _ -> false;
      case Skip _ -> {
        skipped.add(plugin.name());
        yield false;
      }
      case OnlyNodes(var names) -> restrict(plugin, names);
      case Unschedulable no -> {
        reject(Set.of(plugin.name()), no);
        yield false;
      }
      case UnschedulableAndUnresolvable no -> reject(Set.of(plugin.name()), no);
      case Failed failed -> fail(failed.in("PreFilter plugin \"" + plugin.name() + "\""));
    };
  }

  private boolean restrict(PreFilterPlugin plugin, Set<String> names) {
    naming.add(plugin.name());
    var left = new TreeSet<>(names);
    nodes.ifPresent(left::retainAll);
    nodes = Optional.of(left);
    return left.isEmpty() && reject(naming, contradiction());
  }

  private UnschedulableAndUnresolvable contradiction() {
    return new UnschedulableAndUnresolvable(
        naming.size() == 1
            ? "node(s) didn't satisfy plugin " + naming.iterator().next()
            : "node(s) didn't satisfy plugin(s) " + list(naming) + " simultaneously");
  }

  private boolean reject(Set<String> plugins, Rejection no) {
    rejectedBy = plugins;
    rejection = Optional.of(no);
    return true;
  }

  private boolean fail(Failed failed) {
    rejection = Optional.empty();
    failure = Optional.of(failed);
    return true;
  }

  private List<FilterPlugin> active() {
    return skipped.isEmpty()
        ? filters
        : filters.stream().filter(plugin -> !skipped.contains(plugin.name())).toList();
  }

  /// As Go prints lists.
  static String list(Set<String> names) {
    return "[" + String.join(" ", names) + "]";
  }
}
