package dev.timonier.server.registry;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Metadata;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What an update may not change, whatever the client sends.
public final class SystemFields {
  private SystemFields() {}

  /// Takes out what a client may not say of a new object.
  public static void wipe(Metadata metadata) {
    metadata
        .tree()
        .remove(
            List.of(
                "uid",
                "creationTimestamp",
                "deletionTimestamp",
                "deletionGracePeriodSeconds",
                "selfLink"));
  }

  static void keep(WriteRequest request, ApiObject next, ApiObject old) {
    checkNamespace(request, next);
    var metadata = next.metadata();
    metadata.copy("generation", old.metadata());
    keepUnlessGiven("uid", metadata, old.metadata());
    if (old.metadata().tree().hasNonNull("creationTimestamp")) {
      metadata.copy("creationTimestamp", old.metadata());
    }
    if (old.metadata().isBeingDeleted()) {
      metadata.copy("deletionTimestamp", old.metadata());
    }
    keepUnlessGiven("deletionGracePeriodSeconds", metadata, old.metadata());
    if (!request.isDryRun()) {
      metadata.tree().remove("selfLink");
    }
    keepOtherParts(request, next, old);
  }

  /// What the client gives is held against the old value later.
  private static void keepUnlessGiven(String field, Metadata next, Metadata old) {
    if (!next.tree().hasNonNull(field)) {
      next.copy(field, old);
    }
  }

  private static void checkNamespace(WriteRequest request, ApiObject next) {
    if (!request.resource().namespaced()) {
      next.metadata().setNamespace("");
    } else if (next.namespace().isEmpty()) {
      next.metadata().setNamespace(request.namespace());
    } else if (!next.namespace().equals(request.namespace())) {
      throw ApiErrors.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  /// The object itself is written without its status, the status without the rest.
  private static void keepOtherParts(WriteRequest request, ApiObject next, ApiObject old) {
    switch (request.part()) {
      case MAIN -> {
        if (request.resource().hasStatus()) {
          next.copyField("status", old);
        }
      }
      case STATUS -> {
        keepAllButStatus(next, old);
        if (request.resource().strategy().has(Trait.STATUS_KEEPS_METADATA)) {
          next.metadata().keepForStatus(old.metadata());
        }
        if (request.resource().strategy().has(Trait.STATUS_KEEPS_ALL_METADATA)) {
          next.metadata().keepAllForStatus(old.metadata());
        }
      }
      case FINALIZE, EPHEMERAL_CONTAINERS, RESIZE, APPROVAL, BINDING, EVICTION, SCALE, TOKEN -> {}
    }
  }

  private static void keepAllButStatus(ApiObject next, ApiObject old) {
    for (var field : List.copyOf(fields(next, old))) {
      switch (field) {
        case "status", "metadata" -> {}
        default -> next.copyField(field, old);
      }
    }
  }

  private static Set<String> fields(ApiObject next, ApiObject old) {
    var names = new LinkedHashSet<String>();
    next.root().fieldNames().forEachRemaining(names::add);
    old.root().fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// Generations count what users ask for: whoever writes the status asks for nothing.
  static void countGeneration(WriteRequest request, ApiObject next, ApiObject old) {
    var strategy = request.resource().strategy();
    if (request.part() != Part.STATUS
        && strategy.has(Trait.COUNTS_CHANGES)
        && strategy.raisesGeneration(next, old)) {
      next.metadata().setGeneration(old.metadata().generation() + 1);
    }
  }
}
