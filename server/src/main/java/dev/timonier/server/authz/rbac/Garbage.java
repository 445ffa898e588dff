package dev.timonier.server.authz.rbac;

import dev.timonier.server.object.ApiObject;
import java.util.List;

/// Tells apart what the garbage collector changes: everybody who may write an object may let go of
/// it.
final class Garbage {
  private static final List<String> FIELDS =
      List.of("ownerReferences", "finalizers", "managedFields", "resourceVersion", "selfLink");

  private Garbage() {}

  static boolean onlyItsFieldsDiffer(ApiObject next, ApiObject old) {
    return rest(next).root().equals(rest(old).root());
  }

  private static ApiObject rest(ApiObject object) {
    var rest = object.copy();
    rest.metadata().tree().remove(FIELDS);
    return rest;
  }
}
