package dev.timonier.controllers.garbagecollector;

import io.fabric8.kubernetes.api.model.OwnerReference;

/// Which object is meant. Two identities of one uid can differ where an owner reference is wrong.
///
/// @param namespace empty for objects of the cluster
record ObjectIdentity(String apiVersion, String kind, String namespace, String name, String uid) {

  /// What a reference means that an object of this namespace carries.
  static ObjectIdentity of(OwnerReference reference, String namespace) {
    return new ObjectIdentity(
        reference.getApiVersion(),
        reference.getKind(),
        namespace,
        reference.getName(),
        reference.getUid());
  }

  /// As logs show it.
  @Override
  public String toString() {
    return "[%s/%s, namespace: %s, name: %s, uid: %s]"
        .formatted(apiVersion, kind, namespace, name, uid);
  }
}
