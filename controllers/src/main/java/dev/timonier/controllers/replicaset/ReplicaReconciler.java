package dev.timonier.controllers.replicaset;

import static java.util.stream.Collectors.toSet;

import dev.timonier.controllers.replicaset.ReplicaPlan.Create;
import dev.timonier.controllers.replicaset.ReplicaPlan.Delete;
import dev.timonier.controllers.replicaset.ReplicaPlan.Nothing;
import dev.timonier.controllers.replicaset.ReplicaStatus.Failure;
import dev.timonier.controllers.runtime.Claims;
import dev.timonier.controllers.runtime.Dependents;
import dev.timonier.controllers.runtime.Expectations;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.Retry;
import dev.timonier.controllers.runtime.Owners;
import dev.timonier.controllers.runtime.PodControl;
import dev.timonier.controllers.runtime.Pods;
import dev.timonier.controllers.runtime.Reconciler;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.controllers.runtime.SlowStart;
import dev.timonier.machinery.informer.Store;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.machinery.time.Time;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Creates and deletes pods until an owner has as many as it wants, and writes the counts into its
/// status.
final class ReplicaReconciler<T extends HasMetadata> implements Reconciler<NamespacedName> {
  private final ReplicaKind<T> kind;
  private final Store<T> owners;
  private final Dependents<T> siblings;
  private final Dependents<Pod> pods;
  private final PodControl control;
  private final Expectations<NamespacedName> expectations;
  private final Time time;

  ReplicaReconciler(
      ReplicaKind<T> kind,
      Store<T> owners,
      Dependents<T> siblings,
      Dependents<Pod> pods,
      PodControl control,
      Expectations<NamespacedName> expectations,
      Time time) {
    this.kind = kind;
    this.owners = owners;
    this.siblings = siblings;
    this.pods = pods;
    this.control = control;
    this.expectations = expectations;
    this.time = time;
  }

  @Override
  public Outcome reconcile(NamespacedName key) throws InterruptedException {
    var found = owners.get(key);
    if (found.isEmpty()) {
      expectations.forget(key);
      return Outcome.DONE;
    }
    return reconcile(key, found.get());
  }

  private Outcome reconcile(NamespacedName key, T object) throws InterruptedException {
    var owner = kind.view(object);
    var trusted = expectations.met(key);
    var candidates = pods.candidates(object);
    var claims = new Claims<>(control.client(), object, owner.selector());
    var active = claims.claim(candidates.stream().filter(Pods::active).toList());
    var failure =
        trusted && !Owners.terminates(object)
            ? carryOut(key, owner, plan(owner, active))
            : Optional.<KubernetesClientException>empty();
    writeStatus(object, status(owner, active, candidates, failure));
    return failure
        .<Outcome>map(e -> new Retry(Rejection.of(e).message()))
        .orElseGet(() -> Outcome.after(nextAvailability(owner, active)));
  }

  private ReplicaPlan plan(ReplicaOwner owner, List<Pod> active) {
    return ReplicaPlan.of(owner.replicas(), active, related(owner), time.instant());
  }

  /// The active pods of all owners that share this owner's controller.
  private List<Pod> related(ReplicaOwner owner) {
    var controller = Owners.controllerUid(owner.object());
    var namespace = owner.object().getMetadata().getNamespace();
    var family =
        controller.isEmpty() ? List.of(owner.object()) : siblings.of(namespace, controller.get());
    return family.stream().flatMap(o -> pods.of(o).stream()).filter(Pods::active).toList();
  }

  private Optional<KubernetesClientException> carryOut(
      NamespacedName key, ReplicaOwner owner, ReplicaPlan plan) throws InterruptedException {
    return switch (plan) {
      case Nothing() -> Optional.empty();
      case Create(var count) -> create(key, owner, count);
      case Delete(var doomed) -> delete(key, owner, doomed);
    };
  }

  private Optional<KubernetesClientException> create(
      NamespacedName key, ReplicaOwner owner, int count) throws InterruptedException {
    expectations.expectCreations(key, count);
    var pod = PodControl.fromTemplate(owner.template(), owner.object()).build();
    var started = SlowStart.run(count, () -> control.create(pod, owner.object()));
    for (var i = started.successes(); i < count; i++) {
      expectations.created(key);
    }
    return started.failure().filter(e -> !Rejection.of(e).namespaceTerminates());
  }

  private Optional<KubernetesClientException> delete(
      NamespacedName key, ReplicaOwner owner, List<Pod> doomed) throws InterruptedException {
    expectations.expectDeletions(
        key, doomed.stream().map(pod -> pod.getMetadata().getUid()).collect(toSet()));
    var result = SlowStart.sideBySide(doomed, pod -> deleteExpected(key, owner, pod));
    return result.failure();
  }

  private void deleteExpected(NamespacedName key, ReplicaOwner owner, Pod pod) {
    try {
      if (!control.delete(pod, owner.object())) {
        expectations.deleted(key, pod.getMetadata().getUid());
      }
    } catch (KubernetesClientException e) {
      expectations.deleted(key, pod.getMetadata().getUid());
      throw e;
    }
  }

  private ReplicaStatus status(
      ReplicaOwner owner,
      List<Pod> active,
      List<Pod> candidates,
      Optional<KubernetesClientException> failure) {
    var terminating =
        candidates.stream()
            .filter(Pods::terminating)
            .filter(pod -> Owners.controls(owner.object(), pod))
            .filter(pod -> owner.selector().matches(pod.getMetadata().getLabels()))
            .toList();
    var why =
        failure.map(e -> Failure.of(owner.replicas(), active.size(), Rejection.of(e).message()));
    return ReplicaStatus.of(owner, active, terminating, time.instant(), why);
  }

  private void writeStatus(T object, ReplicaStatus status) {
    var after = kind.withStatus(object, status, time.instant());
    if (!after.equals(object)) {
      control.client().resource(after).updateStatus();
    }
  }

  /// When the next ready pod will have been ready for long enough.
  private Optional<Duration> nextAvailability(ReplicaOwner owner, List<Pod> active) {
    return active.stream()
        .flatMap(pod -> Pods.untilAvailable(pod, owner.minReady(), time.instant()).stream())
        .min(Comparator.naturalOrder());
  }
}
