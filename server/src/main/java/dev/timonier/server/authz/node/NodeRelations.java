package dev.timonier.server.authz.node;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.meta.NamespacedName;
import dev.timonier.server.authz.node.Use.Kind;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.ChangedObjects;
import dev.timonier.server.watchcache.WatchCache;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Tells what nodes have to do with objects:
///
/// ```
/// node <- pod <- secret, config map, service account, resource claim
/// node <- pod <- claim <- persistent volume <- secret
/// node <- volume attachment, resource slice
/// ```
///
/// What pods and volumes name is kept, and brought up to date with what has changed when someone
/// asks. A yes is said on what the cache has heard of; before a no it has to hear of all that was
/// written.
final class NodeRelations {
  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final GroupResource VOLUMES = new GroupResource("", "persistentvolumes");
  private static final GroupResource ATTACHMENTS =
      new GroupResource("storage.k8s.io", "volumeattachments");
  private static final GroupResource SLICES =
      new GroupResource("resource.k8s.io", "resourceslices");

  private final WatchCache cache;
  private final ChangedObjects changedPods;
  private final ChangedObjects changedVolumes;
  private final PodIndex pods; // guarded by this
  private final VolumeIndex volumes; // guarded by this
  private final TimedIndex timedPods; // guarded by this
  private final TimedIndex timedVolumes; // guarded by this

  /// @param reader reads pods and volumes
  /// @param nanoTime a clock
  NodeRelations(
      WatchCache cache,
      Function<StoredObject, ApiObject> reader,
      GraphNotes notes,
      LongSupplier nanoTime) {
    this.cache = cache;
    this.changedPods = new ChangedObjects(cache, PODS);
    this.changedVolumes = new ChangedObjects(cache, VOLUMES);
    this.pods = new PodIndex(reader);
    this.volumes = new VolumeIndex(reader);
    this.timedPods = TimedIndex.of(pods, "Pod", notes, nanoTime);
    this.timedVolumes = TimedIndex.of(volumes, "PV", notes, nanoTime);
  }

  /// Whether a secret is used by a pod of the node, or by a volume that one has claimed.
  boolean usesSecret(String node, String namespace, String name) {
    return holds(
        () ->
            pods.has(new Use(node, Kind.SECRET, namespace, name))
                || volumes
                    .claimsThatNeed(new NamespacedName(namespace, name))
                    .anyMatch(claim -> isClaimed(node, claim)));
  }

  boolean usesVolume(String node, String name) {
    return holds(() -> volumes.claimOf(name).filter(claim -> isClaimed(node, claim)).isPresent());
  }

  private boolean isClaimed(String node, NamespacedName claim) {
    return pods.has(new Use(node, Kind.CLAIM, claim.namespace(), claim.name()));
  }

  /// Whether a pod of the node names an object.
  boolean uses(Use use) {
    return holds(() -> pods.has(use));
  }

  private boolean holds(BooleanSupplier relation) {
    if (holdsNow(relation)) {
      return true;
    }
    cache.await(cache.newest());
    return holdsNow(relation);
  }

  private synchronized boolean holdsNow(BooleanSupplier relation) {
    changedPods.takeInto(timedPods);
    changedVolumes.takeInto(timedVolumes);
    return relation.getAsBoolean();
  }

  boolean hasPod(String node, String namespace, String name) {
    return selectsNode(cache.get(PODS, ObjectKey.path(namespace, name)), node);
  }

  boolean hasSlice(String node, String name) {
    return selectsNode(cache.get(SLICES, name), node);
  }

  private static boolean selectsNode(Optional<CachedObject> object, String node) {
    return object
        .filter(found -> found.attributes().field("spec.nodeName").equals(node))
        .isPresent();
  }

  boolean hasAttachment(String node, String name) {
    return cache
        .get(ATTACHMENTS, name)
        .map(found -> found.stored().read().spec())
        .filter(spec -> Trees.text(spec, "nodeName").equals(node))
        .isPresent();
  }
}
