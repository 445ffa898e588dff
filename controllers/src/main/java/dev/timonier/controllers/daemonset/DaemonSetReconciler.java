package dev.timonier.controllers.daemonset;

import static java.util.stream.Collectors.toSet;

import dev.timonier.controllers.history.RevisionHistory;
import dev.timonier.controllers.history.RevisionHistory.Recorded;
import dev.timonier.controllers.history.TemplatePatch;
import dev.timonier.controllers.runtime.Claims;
import dev.timonier.controllers.runtime.Dependents;
import dev.timonier.controllers.runtime.Expectations;
import dev.timonier.controllers.runtime.Numbers;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.OwnWrites;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Creates and deletes the pods of a DaemonSet, and writes its status.
final class DaemonSetReconciler implements Reconciler<NamespacedName> {
  private final KubernetesClient client;
  private final Store<DaemonSet> sets;
  private final Store<Node> nodes;
  private final Dependents<Pod> pods;
  private final RevisionHistory history;
  private final DaemonPods control;
  private final Expectations<NamespacedName> expectations;
  private final OwnWrites writes = new OwnWrites();
  private final Time time;

  DaemonSetReconciler(
      KubernetesClient client,
      Store<DaemonSet> sets,
      Store<Node> nodes,
      Dependents<Pod> pods,
      RevisionHistory history,
      DaemonPods control,
      Expectations<NamespacedName> expectations,
      Time time) {
    this.client = client;
    this.sets = sets;
    this.nodes = nodes;
    this.pods = pods;
    this.history = history;
    this.control = control;
    this.expectations = expectations;
    this.time = time;
  }

  @Override
  public Outcome reconcile(NamespacedName key) throws InterruptedException {
    var set = sets.get(key);
    if (set.isEmpty()) {
      expectations.forget(key);
      writes.forget(key);
      return Outcome.DONE;
    }
    return Owners.terminates(set.get()) || !writes.shownBy(set.get())
        ? Outcome.DONE
        : reconcile(key, set.get());
  }

  private Outcome reconcile(NamespacedName key, DaemonSet set) throws InterruptedException {
    var trusted = expectations.met(key);
    var selector = Selector.of(set.getSpec().getSelector());
    var claimed = new Claims<>(client, set, selector).claim(pods.candidates(set));
    var revisions = history.of(set, selector);
    var update = record(set, revisions);
    var hash = update.revision().getMetadata().getLabels().getOrDefault(DaemonView.HASH, "");
    var view = DaemonView.of(set, hash, nodes(set), claimed, time.instant());
    var done = trusted ? control.carryOut(view, DaemonPlan.of(view)) : DaemonPods.NOTHING_DONE;
    writeStatus(set, DaemonStatus.of(view, update.collisions()));
    history.prune(revisions, inUse(claimed, update, set), DaemonSets.historyLimit(set));
    return done.failure()
        .<Outcome>map(e -> new Outcome.Retry(Rejection.of(e).message()))
        .orElseGet(() -> Outcome.after(next(set, claimed, done.pause())));
  }

  private Recorded record(DaemonSet set, List<ControllerRevision> revisions) {
    var template = set.getSpec().getTemplate();
    return history.record(
        set,
        revisions,
        TemplatePatch.of(template),
        Objects.requireNonNullElseGet(template.getMetadata(), ObjectMeta::new),
        Numbers.orZero(DaemonSets.status(set).getCollisionCount()));
  }

  private Map<Node, Suitability> nodes(DaemonSet set) {
    var judged = new LinkedHashMap<Node, Suitability>();
    nodes.list().stream()
        .sorted(Comparator.comparing(node -> node.getMetadata().getName()))
        .forEach(node -> judged.put(node, Suitability.of(set, node)));
    return judged;
  }

  private static Set<String> inUse(Collection<Pod> pods, Recorded update, DaemonSet set) {
    var names =
        new HashSet<>(
            pods.stream()
                .map(pod -> pod.getMetadata().getLabels().getOrDefault(DaemonView.HASH, ""))
                .map(hash -> set.getMetadata().getName() + "-" + hash)
                .collect(toSet()));
    names.add(update.revision().getMetadata().getName());
    return names;
  }

  private void writeStatus(DaemonSet set, DaemonSetStatus status) {
    if (!status.equals(set.getStatus())) {
      writes.note(
          client.resource(new DaemonSetBuilder(set).withStatus(status).build()).updateStatus());
    }
  }

  private Optional<Duration> next(
      DaemonSet set, Collection<Pod> claimed, Optional<Duration> pause) {
    var availabilities =
        claimed.stream()
            .filter(Pods::active)
            .flatMap(
                pod -> Pods.untilAvailable(pod, DaemonSets.minReady(set), time.instant()).stream());
    return Stream.concat(availabilities, pause.stream()).min(Duration::compareTo);
  }
}
