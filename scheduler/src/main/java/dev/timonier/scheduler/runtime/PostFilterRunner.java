package dev.timonier.scheduler.runtime;

import dev.timonier.scheduler.framework.CycleState;
import dev.timonier.scheduler.framework.NodeVerdicts;
import dev.timonier.scheduler.framework.PostFilterPlugin;
import dev.timonier.scheduler.framework.Status;
import dev.timonier.scheduler.framework.Status.Failed;
import dev.timonier.scheduler.framework.Status.Nominated;
import dev.timonier.scheduler.framework.Status.Unschedulable;
import dev.timonier.scheduler.framework.Status.UnschedulableAndUnresolvable;
import dev.timonier.scheduler.snapshot.PodInfo;
import java.util.ArrayList;
import java.util.List;

/// One run of the PostFilter plugins: until one of them made room.
final class PostFilterRunner {
  private final CycleState state;
  private final PodInfo pod;
  private final List<String> messages = new ArrayList<>();

  PostFilterRunner(CycleState state, PodInfo pod) {
    this.state = state;
    this.pod = pod;
  }

  /// What the plugins say, for the user.
  String run(List<PostFilterPlugin> plugins, NodeVerdicts verdicts) {
    for (var plugin : plugins) {
      if (take(plugin, ask(plugin, verdicts))) {
        break;
      }
    }
    return String.join(", ", messages);
  }

  private Status.OfPostFilter ask(PostFilterPlugin plugin, NodeVerdicts verdicts) {
    try {
      return plugin.postFilter(state, pod, verdicts);
    } catch (RuntimeException e) {
      return Failed.of(e);
    }
  }

  /// Says whether the run is over.
  private boolean take(PostFilterPlugin plugin, Status.OfPostFilter answer) {
    return switch (answer) {
      case Nominated _ -> true;
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
