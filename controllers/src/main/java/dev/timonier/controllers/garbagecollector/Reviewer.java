package dev.timonier.controllers.garbagecollector;

import dev.timonier.controllers.garbagecollector.Kinds.UnknownKindException;
import dev.timonier.controllers.garbagecollector.Observed.Deletion;
import dev.timonier.controllers.garbagecollector.OwnerVerdict.Consequence.Delete;
import dev.timonier.controllers.garbagecollector.OwnerVerdict.Consequence.DeleteForeground;
import dev.timonier.controllers.garbagecollector.OwnerVerdict.Consequence.Keep;
import dev.timonier.controllers.garbagecollector.OwnerVerdict.Consequence.Release;
import dev.timonier.controllers.garbagecollector.OwnerVerdict.HasDependents;
import dev.timonier.controllers.garbagecollector.ResourceGraph.Dependent;
import dev.timonier.controllers.garbagecollector.ResourceGraph.Snapshot;
import dev.timonier.controllers.garbagecollector.Task.Orphan;
import dev.timonier.controllers.garbagecollector.Task.Review;
import dev.timonier.controllers.runtime.MetadataClient;
import dev.timonier.controllers.runtime.Outcome;
import dev.timonier.controllers.runtime.Outcome.Retry;
import dev.timonier.controllers.runtime.Reconciler;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Looks into the tasks that the graph gives. The graph only says where to look: what is decided is
/// decided by what the API answers, and written under the precondition that nothing has changed.
final class Reviewer implements Reconciler<Task> {
  private final ResourceGraph graph;
  private final Kinds kinds;
  private final MetadataClient api;
  private final Consumer<List<Task>> more;
  private final AbsentOwners absentOwners = new AbsentOwners();

  /// @param more takes further tasks
  Reviewer(ResourceGraph graph, Kinds kinds, MetadataClient api, Consumer<List<Task>> more) {
    this.graph = graph;
    this.kinds = kinds;
    this.api = api;
    this.more = more;
  }

  @Override
  public Outcome reconcile(Task task) throws InterruptedException {
    var node = graph.get(task.uid());
    if (node.isEmpty()) {
      return Outcome.DONE;
    }
    try {
      switch (task) {
        case Review _ -> review(node.get());
        case Orphan _ -> orphan(node.get());
      }
      return Outcome.DONE;
    } catch (UnknownKindException e) {
      return new Retry(String.valueOf(e.getMessage()));
    }
  }

  private void review(Snapshot node) throws InterruptedException {
    if (node.deletion() == Deletion.TERMINATING || node.deletion() == Deletion.ORPHANING) {
      return;
    }
    var latest = latest(node.identity());
    if (latest.isEmpty()) {
      absentOwners.add(node.identity());
      more.accept(graph.absent(node.identity()));
    } else if (node.deletesDependents()) {
      finishForeground(node, latest.get());
    } else if (!owners(latest.get()).isEmpty()) {
      decide(node, latest.get());
    }
  }

  private Optional<ObjectMeta> latest(ObjectIdentity identity) throws InterruptedException {
    return kinds.namespaced(identity) && identity.namespace().isEmpty()
        ? Optional.empty()
        : api.get(kinds.path(identity)).filter(m -> m.getUid().equals(identity.uid()));
  }

  /// Lets an owner go when nothing that blocks it is left, else hurries what blocks it.
  private void finishForeground(Snapshot owner, ObjectMeta latest) throws InterruptedException {
    var blocking = owner.dependents().stream().filter(Dependent::blocks).toList();
    if (blocking.isEmpty()) {
      removeFinalizer(owner.identity(), latest, Observed.FOREGROUND);
      return;
    }
    more.accept(
        blocking.stream()
            .filter(dependent -> !dependent.deletesDependents())
            .<Task>map(dependent -> new Review(dependent.identity().uid()))
            .toList());
  }

  private void decide(Snapshot node, ObjectMeta latest) throws InterruptedException {
    var verdict = verdict(node, owners(latest));
    var has = node.dependents().isEmpty() ? HasDependents.NO : HasDependents.YES;
    switch (verdict.consequence(has)) {
      case Keep() -> {}
      case Release(var uids) -> release(node.identity(), latest, Set.copyOf(uids));
      case DeleteForeground() -> deleteForeground(node, latest);
      case Delete() -> delete(node.identity(), latest, policy(latest));
    }
  }

  private OwnerVerdict verdict(Snapshot node, List<OwnerReference> owners)
      throws InterruptedException {
    var solid = new ArrayList<OwnerReference>();
    var dangling = new ArrayList<OwnerReference>();
    var waiting = new ArrayList<OwnerReference>();
    for (var reference : owners) {
      if (isUnresolvable(node, reference)) {
        solid.add(reference);
        continue;
      }
      var owner = owner(node, reference);
      if (owner.isEmpty()) {
        dangling.add(reference);
      } else if (Observed.deletion(owner.get()) == Deletion.WAITING_FOR_DEPENDENTS) {
        waiting.add(reference);
      } else {
        solid.add(reference);
      }
    }
    return new OwnerVerdict(solid, dangling, waiting);
  }

  /// An object of the cluster cannot have an owner in a namespace: nobody knows in which.
  private boolean isUnresolvable(Snapshot node, OwnerReference reference) {
    return node.identity().namespace().isEmpty()
        && kinds.namespaced(ObjectIdentity.of(reference, ""));
  }

  private Optional<ObjectMeta> owner(Snapshot node, OwnerReference reference)
      throws InterruptedException {
    var named = ObjectIdentity.of(reference, node.identity().namespace());
    var identity =
        kinds.namespaced(named)
            ? named
            : new ObjectIdentity(named.apiVersion(), named.kind(), "", named.name(), named.uid());
    if (absentOwners.contains(identity)) {
      return Optional.empty();
    }
    var owner = latest(identity);
    if (owner.isEmpty()) {
      absentOwners.add(identity);
    }
    return owner;
  }

  /// A dependent that waits for its own dependents could wait in a circle: the object then no
  /// longer blocks its owners.
  private void deleteForeground(Snapshot node, ObjectMeta latest) throws InterruptedException {
    if (node.dependents().stream().anyMatch(Dependent::deletesDependents)) {
      var unblocked =
          owners(latest).stream()
              .map(r -> new OwnerReferenceBuilder(r).withBlockOwnerDeletion(false).build())
              .toList();
      var patched = patch(node.identity(), latest, Map.of("ownerReferences", unblocked));
      if (patched.isPresent()) {
        delete(node.identity(), patched.get(), "Foreground");
      }
      return;
    }
    delete(node.identity(), latest, "Foreground");
  }

  private static String policy(ObjectMeta latest) {
    var finalizers = finalizers(latest);
    if (finalizers.contains(Observed.ORPHAN)) {
      return "Orphan";
    }
    return finalizers.contains(Observed.FOREGROUND) ? "Foreground" : "Background";
  }

  private void delete(ObjectIdentity identity, ObjectMeta latest, String policy)
      throws InterruptedException {
    var options =
        new DeleteOptionsBuilder()
            .withPropagationPolicy(policy)
            .withNewPreconditions(latest.getResourceVersion(), identity.uid())
            .build();
    api.delete(kinds.path(identity), options);
  }

  private void orphan(Snapshot owner) throws InterruptedException {
    if (owner.deletion() != Deletion.ORPHANING) {
      return;
    }
    for (var dependent : owner.dependents()) {
      var latest = latest(dependent.identity());
      if (latest.isPresent()) {
        release(dependent.identity(), latest.get(), Set.of(owner.identity().uid()));
      }
    }
    var latest = latest(owner.identity());
    if (latest.isPresent()) {
      removeFinalizer(owner.identity(), latest.get(), Observed.ORPHAN);
    }
  }

  private void release(ObjectIdentity identity, ObjectMeta latest, Set<String> uids)
      throws InterruptedException {
    var kept = owners(latest).stream().filter(r -> !uids.contains(r.getUid())).toList();
    if (kept.size() < owners(latest).size()) {
      patch(identity, latest, Map.of("ownerReferences", kept));
    }
  }

  private void removeFinalizer(ObjectIdentity identity, ObjectMeta latest, String finalizer)
      throws InterruptedException {
    var kept = finalizers(latest).stream().filter(f -> !f.equals(finalizer)).toList();
    if (kept.size() < finalizers(latest).size()) {
      patch(identity, latest, Map.of("finalizers", kept));
    }
  }

  private Optional<ObjectMeta> patch(
      ObjectIdentity identity, ObjectMeta latest, Map<String, Object> change)
      throws InterruptedException {
    var metadata = new HashMap<>(change);
    metadata.put("uid", identity.uid());
    metadata.put("resourceVersion", latest.getResourceVersion());
    return api.patch(kinds.path(identity), metadata);
  }

  private static List<OwnerReference> owners(ObjectMeta metadata) {
    return Objects.requireNonNullElse(metadata.getOwnerReferences(), List.of());
  }

  private static List<String> finalizers(ObjectMeta metadata) {
    return Objects.requireNonNullElse(metadata.getFinalizers(), List.of());
  }
}
