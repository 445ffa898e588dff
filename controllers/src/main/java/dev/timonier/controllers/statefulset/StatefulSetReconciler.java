package dev.timonier.controllers.statefulset;

import static java.util.stream.Collectors.toSet;

import dev.timonier.controllers.history.RevisionHistory;
import dev.timonier.controllers.history.TemplatePatch;
import dev.timonier.controllers.runtime.Claims;
import dev.timonier.controllers.runtime.Dependents;
import dev.timonier.controllers.runtime.Expectations;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.OwnWrites;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Brings a StatefulSet one step further, and writes its status.
final class StatefulSetReconciler implements Reconciler<NamespacedName> {
  private final KubernetesClient client;
  private final Store<StatefulSet> sets;
  private final Dependents<Pod> pods;
  private final RevisionHistory history;
  private final SetActions actions;
  private final Expectations<NamespacedName> expectations;
  private final OwnWrites writes;
  private final Time time;

  StatefulSetReconciler(
      KubernetesClient client,
      Store<StatefulSet> sets,
      Dependents<Pod> pods,
      RevisionHistory history,
      SetActions actions,
      Expectations<NamespacedName> expectations,
      OwnWrites writes,
      Time time) {
    this.client = client;
    this.sets = sets;
    this.pods = pods;
    this.history = history;
    this.actions = actions;
    this.expectations = expectations;
    this.writes = writes;
    this.time = time;
  }

  @Override
  public Outcome reconcile(NamespacedName key) {
    var set = sets.get(key);
    if (set.isEmpty()) {
      expectations.forget(key);
      writes.forget(key);
      return Outcome.DONE;
    }
    return expectations.met(key) && writes.shownBy(set.get()) ? reconcile(set.get()) : Outcome.DONE;
  }

  private Outcome reconcile(StatefulSet set) {
    var selector = Selector.of(set.getSpec().getSelector());
    var members = pods.candidates(set).stream().filter(pod -> Ordinal.isMember(set, pod)).toList();
    var claimed = new Claims<>(client, set, selector).claim(members);
    var revisions = history.of(set, selector);
    var view = view(set, claimed, revisions);
    var done = actions.carryOut(view, SetPlan.of(view));
    writeStatus(set, SetStatus.of(view, done.created(), done.deleted()));
    history.prune(revisions, inUse(view), StatefulSets.historyLimit(set));
    return done.obstacle()
        .<Outcome>map(Outcome.Retry::new)
        .orElseGet(() -> Outcome.after(nextAvailability(view)));
  }

  private SetView view(StatefulSet set, List<Pod> claimed, List<ControllerRevision> revisions) {
    var template = set.getSpec().getTemplate();
    var labels = Objects.requireNonNullElseGet(template.getMetadata(), ObjectMeta::new);
    var collisions = Objects.requireNonNullElse(StatefulSets.status(set).getCollisionCount(), 0);
    var update = history.record(set, revisions, TemplatePatch.of(template), labels, collisions);
    var name = StatefulSets.status(set).getCurrentRevision();
    var current = Optional.ofNullable(name).flatMap(n -> RevisionHistory.named(revisions, n));
    return new SetView(
        set,
        claimed,
        current.orElse(update.revision()),
        update.revision(),
        update.collisions(),
        time.instant());
  }

  private static Set<String> inUse(SetView view) {
    var names = new HashSet<>(view.pods().stream().map(SetView::revision).collect(toSet()));
    names.add(view.current().getMetadata().getName());
    names.add(view.update().getMetadata().getName());
    return names;
  }

  private void writeStatus(StatefulSet set, StatefulSetStatus status) {
    if (!status.equals(set.getStatus())) {
      writes.note(
          client.resource(new StatefulSetBuilder(set).withStatus(status).build()).updateStatus());
    }
  }

  private Optional<Duration> nextAvailability(SetView view) {
    return view.pods().stream()
        .filter(pod -> !Owners.terminates(pod))
        .flatMap(
            pod ->
                Pods.untilAvailable(pod, StatefulSets.minReady(view.set()), time.instant())
                    .stream())
        .min(Duration::compareTo);
  }
}
