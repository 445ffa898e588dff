package dev.timonier.server.resource.core.pod;

import dev.timonier.server.object.ApiObject;
import java.util.List;

/// What writes to a subresource leave of an object's metadata as it was.
final class ResetMetadata {
  private static final List<String> FIELDS =
      List.of("labels", "annotations", "finalizers", "ownerReferences");

  private ResetMetadata() {}

  static void reset(ApiObject next, ApiObject old) {
    FIELDS.forEach(field -> next.metadata().copy(field, old.metadata()));
  }
}
