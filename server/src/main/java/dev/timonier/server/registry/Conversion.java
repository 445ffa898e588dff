package dev.timonier.server.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.schema.Conformer;

/// How a resource's objects lie in the store when that is in another version than the one that is
/// served. Example: an Event of `events.k8s.io` is stored as one of the core group, and both groups
/// show it.
///
/// @param stored the resource in the version that is stored
/// @param change turns trees of one version into those of the other
public record Conversion(Resource stored, Change change) {

  /// The two directions. Each works in place, and may leave what defaults or the type's normal form
  /// make right.
  public interface Change {
    void toStored(ObjectNode object);

    void toServed(ObjectNode object);
  }

  /// The object in the version that is stored.
  ApiObject toStored(ApiObject object) {
    var converted = object.copy();
    change.toStored(converted.root());
    converted.setType(stored.kind());
    stored.settle(converted);
    return converted;
  }

  /// Makes a stored object one of the version that is served.
  void toServed(ApiObject object, Resource served) {
    change.toServed(object.root());
    object.setType(served.kind());
    Conformer.settle(object.root(), served.type());
  }
}
