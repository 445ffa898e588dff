package dev.timonier.controllers.daemonset;

import dev.timonier.controllers.history.RevisionHistory;
import dev.timonier.controllers.runtime.ControlLoop;
import dev.timonier.controllers.runtime.Controller;
import dev.timonier.controllers.runtime.ControllerContext;
import dev.timonier.controllers.runtime.Expectations;
import dev.timonier.controllers.runtime.OwnedHandler;
import dev.timonier.controllers.runtime.OwnedPodHandler;
import dev.timonier.controllers.runtime.PodControl;
import dev.timonier.controllers.templatehash.TemplateHash;
import dev.timonier.machinery.informer.Handler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.queue.WorkQueue;
import dev.timonier.machinery.selector.Selector;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.util.Objects;
import java.util.Optional;

/// Runs the pods of DaemonSets.
public final class DaemonSetController {
  private static final String NAME = "daemon-set-controller";

  private DaemonSetController() {}

  public static Controller create(ControllerContext context, int workers) {
    var client = context.client(NAME);
    var events = context.recorder(client, "daemonset-controller");
    var sets = context.informer(DaemonSet.class);
    var nodes = context.informer(Node.class);
    var queue = context.<NamespacedName>queue();
    var expectations = new Expectations<NamespacedName>(context.time());
    sets.handle(Handler.of(set -> queue.add(NamespacedName.of(set))));
    nodes.handle(new NodeHandler(sets.store(), queue));
    context
        .informer(Pod.class)
        .handle(
            new OwnedPodHandler<>(
                new OwnedHandler<>("DaemonSet", sets.store(), DaemonSetController::selects, queue),
                expectations));
    var failures = new FailedPods(context.time());
    sets.handle(Handler.ofDeletions(set -> failures.forget(set.getMetadata().getUid())));
    var reconciler =
        new DaemonSetReconciler(
            client,
            sets.store(),
            nodes.store(),
            context.dependents(Pod.class),
            new RevisionHistory(
                client,
                context.dependents(ControllerRevision.class),
                DaemonView.HASH,
                (data, collisions) -> TemplateHash.of(data.template(), collisions)),
            new DaemonPods(new PodControl(client, events), events, expectations, failures),
            expectations,
            context.time());
    return new ControlLoop<>(NAME, queue, reconciler, workers);
  }

  private static boolean selects(DaemonSet set, Pod pod) {
    return Selector.of(set.getSpec().getSelector()).matches(pod.getMetadata().getLabels());
  }

  /// A node may suit any set.
  private record NodeHandler(Store<DaemonSet> sets, WorkQueue<NamespacedName> queue)
      implements Handler<Node> {
    @Override
    public void added(Node now) {
      sets.list().forEach(set -> queue.add(NamespacedName.of(set)));
    }

    @Override
    public void updated(Node before, Node now) {
      if (!Objects.equals(before.getMetadata().getLabels(), now.getMetadata().getLabels())
          || !Objects.equals(taints(before), taints(now))) {
        added(now);
      }
    }

    @Override
    public void deleted(Node last) {
      added(last);
    }

    private static Optional<?> taints(Node node) {
      return Optional.ofNullable(node.getSpec()).map(NodeSpec::getTaints);
    }
  }
}
