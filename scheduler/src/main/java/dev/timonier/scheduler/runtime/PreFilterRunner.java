package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.FilterPlugin;
import dev.timonier.scheduler.framework.PreFilterPlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.OnlyNodes;
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
  private final Set<String> skipped = new HashSet<>();
  private final Set<String> naming = new TreeSet<>();
  private Optional<Set<String>> nodes = Optional.empty();
  private Optional<PreFilterOutcome> end = Optional.empty();

  PreFilterRunner(CycleState state, PodInfo pod) {
    this.state = state;
    this.pod = pod;
  }

  PreFilterOutcome run(List<PreFilterPlugin> plugins, List<FilterPlugin> filters) {
    for (var plugin : plugins) {
      if (take(plugin, ask(plugin))) {
        break;
      }
    }
    return end.orElseGet(() -> new Proceed(without(filters), nodes, naming));
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
      case Unschedulable rejection -> {
        end = Optional.of(new Rejected(Set.of(plugin.name()), rejection));
        yield false;
      }
      case UnschedulableAndUnresolvable rejection -> finish(plugin, rejection);
      case Failed failed ->
          finish(new Broken(failed.in("PreFilter plugin \"" + plugin.name() + "\"")));
    };
  }

  private boolean restrict(PreFilterPlugin plugin, Set<String> names) {
    naming.add(plugin.name());
    var left = new TreeSet<>(names);
    nodes.ifPresent(left::retainAll);
    nodes = Optional.of(left);
    return left.isEmpty() && finish(new Rejected(naming, contradiction()));
  }

  private UnschedulableAndUnresolvable contradiction() {
    return new UnschedulableAndUnresolvable(
        naming.size() == 1
            ? "node(s) didn't satisfy plugin " + naming.iterator().next()
            : "node(s) didn't satisfy plugin(s) " + list(naming) + " simultaneously");
  }

  private boolean finish(PreFilterPlugin plugin, UnschedulableAndUnresolvable rejection) {
    return finish(new Rejected(Set.of(plugin.name()), rejection));
  }

  private boolean finish(PreFilterOutcome outcome) {
    end = Optional.of(outcome);
    return true;
  }

  private List<FilterPlugin> without(List<FilterPlugin> filters) {
    return skipped.isEmpty()
        ? filters
        : filters.stream().filter(plugin -> !skipped.contains(plugin.name())).toList();
  }

  /// As Go prints lists.
  static String list(Set<String> names) {
    return "[" + String.join(" ", names) + "]";
  }
}
