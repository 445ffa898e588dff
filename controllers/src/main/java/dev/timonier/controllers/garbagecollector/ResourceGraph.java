package dev.timonier.controllers.garbagecollector;

import static java.util.stream.Collectors.toMap;

import dev.timonier.controllers.garbagecollector.Observed.Deletion;
import dev.timonier.controllers.garbagecollector.Task.Orphan;
import dev.timonier.controllers.garbagecollector.Task.Review;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Who owns whom, as far as the watches have told. Each change answers with what has to be looked
/// into because of it. An owner that is named but was never seen stands in the graph as a virtual
/// node until a review has asked the API for it.
///
/// Safe for several threads. Holds an entry of some hundred bytes for every object of the cluster.
final class ResourceGraph {
  private final Map<String, Node> nodes = new HashMap<>(); // guarded by this

  /// An object as the graph knows it at a moment.
  ///
  /// @param dependents what names it as an owner
  record Snapshot(
      ObjectIdentity identity, Deletion deletion, boolean virtual, List<Dependent> dependents) {
    boolean deletesDependents() {
      return deletion == Deletion.WAITING_FOR_DEPENDENTS;
    }
  }

  /// A dependent of an object.
  ///
  /// @param blocks it must be gone before the owner may go
  record Dependent(ObjectIdentity identity, boolean deletesDependents, boolean blocks) {}

  /// An object was seen, or seen again.
  synchronized List<Task> observed(Observed object) {
    var uid = object.identity().uid();
    var node = nodes.computeIfAbsent(uid, _ -> new Node(object.identity()));
    var tasks = new ArrayList<Task>();
    if (node.virtual && !node.identity.equals(object.identity())) {
      node.dependents.forEach(dependent -> tasks.add(new Review(dependent.identity.uid())));
    }
    node.virtual = false;
    node.identity = object.identity();
    changeOwners(node, object.owners(), tasks);
    changeDeletion(node, object.deletion(), tasks);
    return tasks;
  }

  private void changeOwners(Node node, List<OwnerReference> owners, List<Task> tasks) {
    if (node.owners.equals(owners)) {
      return;
    }
    var before = byUid(node.owners);
    var after = byUid(owners);
    node.owners = owners;
    before.forEach((uid, reference) -> dropped(node, reference, after.containsKey(uid), tasks));
    unblocked(before, after, tasks);
    after.forEach(
        (uid, reference) -> {
          if (!before.containsKey(uid)) {
            add(node, reference, tasks);
          }
        });
  }

  private void dropped(Node node, OwnerReference reference, boolean stays, List<Task> tasks) {
    var owner = nodes.get(reference.getUid());
    if (owner != null && !stays) {
      owner.dependents.remove(node);
      tasks.add(new Review(reference.getUid()));
    }
  }

  /// An owner may go when a dependent no longer stands in its way.
  private static void unblocked(
      Map<String, OwnerReference> before, Map<String, OwnerReference> after, List<Task> tasks) {
    before.forEach(
        (uid, reference) -> {
          var now = after.get(uid);
          if (now != null && blocks(reference) && !blocks(now)) {
            tasks.add(new Review(uid));
          }
        });
  }

  private static boolean blocks(OwnerReference reference) {
    return Boolean.TRUE.equals(reference.getBlockOwnerDeletion());
  }

  private void add(Node node, OwnerReference reference, List<Task> tasks) {
    var named = ObjectIdentity.of(reference, node.identity.namespace());
    var owner = nodes.get(reference.getUid());
    if (owner == null) {
      owner = new Node(named);
      nodes.put(reference.getUid(), owner);
      tasks.add(new Review(reference.getUid()));
    }
    owner.dependents.add(node);
    if (!agrees(owner.identity, named) || owner.deletesDependents()) {
      tasks.add(new Review(node.identity.uid()));
    }
  }

  /// Owners of the cluster may be named by objects of any namespace.
  private static boolean agrees(ObjectIdentity owner, ObjectIdentity named) {
    return owner.kind().equals(named.kind())
        && owner.name().equals(named.name())
        && (owner.namespace().isEmpty() || owner.namespace().equals(named.namespace()));
  }

  private static void changeDeletion(Node node, Deletion deletion, List<Task> tasks) {
    if (node.deletion == deletion) {
      return;
    }
    node.deletion = deletion;
    switch (deletion) {
      case NONE, TERMINATING -> {}
      case ORPHANING -> tasks.add(new Orphan(node.identity.uid()));
      case WAITING_FOR_DEPENDENTS -> {
        node.dependents.forEach(dependent -> tasks.add(new Review(dependent.identity.uid())));
        tasks.add(new Review(node.identity.uid()));
      }
    }
  }

  /// An object is gone.
  synchronized List<Task> deleted(String uid) {
    var node = nodes.get(uid);
    return node == null ? List.of() : remove(node);
  }

  /// The API does not know this object. That tells nothing of one that a watch has shown: its
  /// deletion will be told.
  synchronized List<Task> absent(ObjectIdentity identity) {
    var node = nodes.get(identity.uid());
    return node == null || !node.virtual ? List.of() : remove(node);
  }

  private List<Task> remove(Node node) {
    var tasks = new ArrayList<Task>();
    nodes.remove(node.identity.uid());
    for (var reference : node.owners) {
      var owner = nodes.get(reference.getUid());
      if (owner != null) {
        owner.dependents.remove(node);
        reviewIfWaiting(owner, tasks);
      }
    }
    node.dependents.forEach(dependent -> tasks.add(new Review(dependent.identity.uid())));
    return tasks;
  }

  private void reviewIfWaiting(Node owner, List<Task> tasks) {
    if (owner.deletesDependents()) {
      tasks.add(new Review(owner.identity.uid()));
    }
    if (owner.virtual && owner.dependents.isEmpty()) {
      nodes.remove(owner.identity.uid());
    }
  }

  /// Of some kind there are these objects and no others.
  synchronized List<Task> retained(Predicate<ObjectIdentity> kind, Set<String> uids) {
    var gone =
        nodes.values().stream()
            .filter(node -> !node.virtual)
            .filter(node -> kind.test(node.identity) && !uids.contains(node.identity.uid()))
            .toList();
    return gone.stream().flatMap(node -> remove(node).stream()).toList();
  }

  synchronized Optional<Snapshot> get(String uid) {
    return Optional.ofNullable(nodes.get(uid)).map(ResourceGraph::snapshot);
  }

  synchronized int size() {
    return nodes.size();
  }

  /// The objects of some kind that are known.
  synchronized Set<ObjectIdentity> known(Predicate<ObjectIdentity> kind) {
    var known = new HashSet<ObjectIdentity>();
    nodes.values().stream()
        .filter(node -> !node.virtual && kind.test(node.identity))
        .forEach(node -> known.add(node.identity));
    return known;
  }

  private static Snapshot snapshot(Node node) {
    var dependents =
        node.dependents.stream()
            .map(d -> new Dependent(d.identity, d.deletesDependents(), d.blocks(node)))
            .toList();
    return new Snapshot(node.identity, node.deletion, node.virtual, dependents);
  }

  private static Map<String, OwnerReference> byUid(Collection<OwnerReference> owners) {
    return owners.stream().collect(toMap(OwnerReference::getUid, r -> r, (first, _) -> first));
  }
}
