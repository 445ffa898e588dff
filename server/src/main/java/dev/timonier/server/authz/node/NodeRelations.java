package dev.timonier.server.authz.node;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.selector.FieldSelector;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Tells what nodes have to do with objects:
///
/// ```
/// node <- pod <- secret, config map, service account, resource claim
/// node <- pod <- claim <- persistent volume <- secret
/// node <- volume attachment, resource slice
/// ```
///
/// The way is looked for when someone asks, among the pods of one namespace, and not kept.
final class NodeRelations {
  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final GroupResource VOLUMES = new GroupResource("", "persistentvolumes");

  private final WatchCache cache;

  NodeRelations(WatchCache cache) {
    this.cache = cache;
  }

  /// Whether a secret is used by a pod of the node, or by a volume that one has claimed.
  boolean usesSecret(String node, String namespace, String name) {
    return anyPod(node, namespace, pod -> pod.secrets().contains(name))
        || volumes()
            .filter(volume -> PodReferences.secretsOf(volume.spec()).contains(name))
            .anyMatch(volume -> isClaimed(node, volume));
  }

  boolean usesConfigMap(String node, String namespace, String name) {
    return anyPod(node, namespace, pod -> pod.configMaps().contains(name));
  }

  boolean usesServiceAccount(String node, String namespace, String name) {
    return anyPod(node, namespace, pod -> pod.serviceAccount().equals(name));
  }

  boolean usesClaim(String node, String namespace, String name) {
    return anyPod(node, namespace, pod -> pod.claims().contains(name));
  }

  boolean usesResourceClaim(String node, String namespace, String name) {
    return anyPod(node, namespace, pod -> pod.resourceClaims().contains(name));
  }

  boolean usesVolume(String node, String name) {
    return find(VOLUMES, "", name).filter(volume -> isClaimed(node, volume)).isPresent();
  }

  boolean hasPod(String node, String namespace, String name) {
    return isOn(find(PODS, namespace, name), node);
  }

  boolean hasAttachment(String node, String name) {
    return isOn(find(new GroupResource("storage.k8s.io", "volumeattachments"), "", name), node);
  }

  boolean hasSlice(String node, String name) {
    return isOn(find(new GroupResource("resource.k8s.io", "resourceslices"), "", name), node);
  }

  private static boolean isOn(Optional<ApiObject> object, String node) {
    return object.filter(found -> Trees.text(found.spec(), "nodeName").equals(node)).isPresent();
  }

  private boolean isClaimed(String node, ApiObject volume) {
    var claim = volume.spec().path("claimRef");
    return usesClaim(node, Trees.text(claim, "namespace"), Trees.text(claim, "name"));
  }

  private boolean anyPod(String node, String namespace, Predicate<PodReferences> condition) {
    var selector = FieldSelector.equal("spec.nodeName", node);
    return list(PODS, Selection.of(namespace, Selector.EVERYTHING, selector))
        .map(PodReferences::new)
        .anyMatch(pod -> !pod.isMirror() && condition.test(pod));
  }

  private Stream<ApiObject> volumes() {
    return list(VOLUMES, Selection.everything());
  }

  private Stream<ApiObject> list(GroupResource resource, Selection selection) {
    return cache.list(resource, selection, "", Long.MAX_VALUE).objects().stream()
        .map(CachedObject::stored)
        .map(stored -> stored.read());
  }

  private Optional<ApiObject> find(GroupResource resource, String namespace, String name) {
    return cache
        .get(resource, ObjectKey.path(namespace, name))
        .map(cached -> cached.stored().read());
  }
}
