package dev.timonier.server.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.timonier.server.object.ApiObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Takes out owners that an object names again, and warns of them.
final class OwnerReferences {
  private static final String ADVICE =
      "; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24;"
          + " please fix your requests; duplicate UID(s) observed: ";

  private OwnerReferences() {}

  /// As the client sent them.
  static void dedup(ApiObject object, Warnings warnings) {
    dedup(object, warnings, "");
  }

  /// As mutating admission, or a patch, has made them.
  static void dedupAdmitted(ApiObject object, Warnings warnings) {
    dedup(object, warnings, " after mutating admission happens");
  }

  private static void dedup(ApiObject object, Warnings warnings, String when) {
    if (object.metadata().tree().get("ownerReferences") instanceof ArrayNode references) {
      var duplicates = takeOut(references);
      if (!duplicates.isEmpty()) {
        warnings.add(
            ".metadata.ownerReferences contains duplicate entries"
                + when
                + ADVICE
                + String.join(", ", duplicates));
      }
    }
  }

  /// @return the uids of those that were there already
  private static List<String> takeOut(ArrayNode references) {
    var duplicates = new ArrayList<String>();
    var distinct = new LinkedHashSet<JsonNode>();
    for (var reference : references) {
      if (!distinct.add(reference)) {
        duplicates.add(reference.path("uid").asText());
      }
    }
    if (!duplicates.isEmpty()) {
      references.removeAll().addAll(distinct);
    }
    return duplicates;
  }
}
