package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.PostFilterPlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.Hopeless;
import dev.timonier.scheduler.framework.Status.Nominated;
import dev.timonier.scheduler.framework.Status.Unschedulable;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.runtime.PostFilterOutcome.Unchanged;
import dev.timonier.scheduler.runtime.PostFilterOutcome.Withdrawn;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.ArrayList;
import java.util.List;

/// One run of the PostFilter plugins: until one of them made room.
final class PostFilterRunner {
  private final CycleState state;
  private final PodInfo pod;
  private final Placement.NoFit noFit;
  private final List<String> messages = new ArrayList<>();
  private PostFilterOutcome outcome = new Unchanged();

  PostFilterRunner(CycleState state, PodInfo pod, Placement.NoFit noFit) {
    this.state = state;
    this.pod = pod;
    this.noFit = noFit;
  }

  /// Lets the diagnosis tell what the plugins say.
  PostFilterOutcome run(List<PostFilterPlugin> plugins) {
    for (var plugin : plugins) {
      if (take(plugin, ask(plugin))) {
        break;
      }
    }
    noFit.diagnosis().postFilterSaid(String.join(", ", messages));
    return outcome;
  }

  private Status.OfPostFilter ask(PostFilterPlugin plugin) {
    try {
      return plugin.postFilter(state, pod, noFit.diagnosis(), noFit.trials());
    } catch (RuntimeException e) {
      return Failed.of(e);
    }
  }

  /// Says whether the run is over.
  private boolean take(PostFilterPlugin plugin, Status.OfPostFilter answer) {
    return switch (answer) {
      case Nominated(var nodeName, var victims) -> {
        messages.clear();
        outcome = new PostFilterOutcome.Nominated(nodeName, victims);
        yield true;
      }
      case Hopeless(var reasons) -> {
        messages.addAll(reasons);
        outcome = new Withdrawn();
        yield false;
      }
      case Unschedulable(var reasons) -> {
        messages.addAll(reasons);
        yield false;
      }
      case UnschedulableAndUnresolvable(var reasons) -> {
        messages.addAll(reasons);
        yield true;
      }
      case Failed failed -> {
        messages.add(failed.in("PostFilter plugin \"" + plugin.name() + "\"").message());
        yield true;
      }
    };
  }
}
