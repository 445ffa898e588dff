package dev.timonier.server.registry;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.ObjectWriter.Excess;
import dev.timonier.server.registry.ObjectWriter.Outcome;
import dev.timonier.server.schema.Times;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Creates objects.
final class Creator {
  /// What the store gives, but 0.
  private static final Pattern VERSION = Pattern.compile("0*[1-9][0-9]{0,17}");

  private static final int MOST_NAMES = 8;
  private static final int MOST_CONTENTIONS = 1000;

  private final RegistryParts parts;

  Creator(RegistryParts parts) {
    this.parts = parts;
  }

  /// Creates an object that was decoded and defaulted.
  ///
  /// @return what was stored; on a dry run what would have been, at the version that was given
  StoredObject create(WriteRequest request, ApiObject object) {
    checkVersion(request, object);
    checkNamespace(request, object);
    SystemFields.wipe(object.metadata());
    OwnerReferences.dedup(object, request.warnings());
    parts.tracker().track(object, Optional.empty(), request);
    return createTracked(request, object, Excess.DROPPED);
  }

  /// Creates an object of a configuration that was applied, which has its `managedFields` already.
  StoredObject createApplied(WriteRequest request, ApiObject object) {
    checkVersion(request, object);
    checkNamespace(request, object);
    return createTracked(request, object, Excess.REFUSED);
  }

  private StoredObject createTracked(WriteRequest request, ApiObject object, Excess excess) {
    var admission = request.admission(Operation.CREATE, Optional.of(object), Optional.empty());
    parts.admission().mutate(admission);
    OwnerReferences.dedupAdmitted(object, request.warnings());
    if (!isNameGenerated(object)) {
      prepare(request, object);
    }
    for (var tries = 1; ; tries++) {
      var attempt = attempt(request, object);
      switch (attempt(request, attempt, excess)) {
        case Outcome.Stored(var stored) -> {
          return stored;
        }
        case Outcome.Refused(var present) -> {
          if (tries == MOST_NAMES || !isNameGenerated(object)) {
            throw alreadyExists(request, attempt, present);
          }
        }
        case Outcome.Contended() -> {
          if (tries == MOST_CONTENTIONS) {
            throw ApiErrors.internal("too many others take from the same pool");
          }
        }
      }
    }
  }

  /// What is tried to be stored: a copy with a name where it may be tried again.
  private ApiObject attempt(WriteRequest request, ApiObject object) {
    if (!isNameGenerated(object) && parts.allocator(request.resource()) == Allocator.NONE) {
      return object;
    }
    var attempt = object.copy();
    if (isNameGenerated(object)) {
      var prefix = object.metadata().generateName();
      attempt
          .metadata()
          .setName(
              request.resource().strategy().has(Trait.NAMED_AS_PREFIX)
                  ? prefix
                  : parts.names().generate(prefix));
      prepare(request, attempt);
    }
    return attempt;
  }

  private static boolean isNameGenerated(ApiObject object) {
    return object.name().isEmpty() && !object.metadata().generateName().isEmpty();
  }

  private Outcome attempt(WriteRequest request, ApiObject object, Excess excess) {
    var resource = request.resource();
    var reservation = parts.allocator(resource).create(object, request.dryRun());
    var admission =
        request
            .named(object.name())
            .admission(Operation.CREATE, Optional.of(object), Optional.empty());
    Rules.checkCreate(resource, object, it -> parts.contextRules(resource).check(admission, it));
    resource.settle(object);
    request.warnings().addAll(resource.strategy().warnings(object));
    resource.strategy().canonicalize(object);
    parts.admission().validate(admission);
    return request.isDryRun()
        ? wouldStore(request, object)
        : store(request, object, excess, reservation);
  }

  /// What a client read cannot be created again. That is found out where objects are stored: dry
  /// runs show the version as it was given.
  private static void checkVersion(WriteRequest request, ApiObject object) {
    if (request.isDryRun()) {
      return;
    }
    var version = object.metadata().resourceVersion();
    if (!version.isEmpty() && VERSION.matcher(version).matches()) {
      throw ApiErrors.plain(500, "resourceVersion should not be set on objects to be created");
    }
    object.metadata().setResourceVersion("");
  }

  private static void checkNamespace(WriteRequest request, ApiObject object) {
    if (request.namespace().isEmpty()) {
      object.metadata().setNamespace("");
      return;
    }
    var given = object.namespace();
    if (given.isEmpty()) {
      object.metadata().setNamespace(request.namespace());
    } else if (!given.equals(request.namespace())) {
      throw ApiErrors.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  private void prepare(WriteRequest request, ApiObject object) {
    var metadata = object.metadata();
    SystemFields.wipe(metadata);
    metadata.setUid(parts.uids().get());
    metadata.setCreationTimestamp(Times.seconds(parts.clock().instant()));
    var strategy = request.resource().strategy();
    if (strategy.has(Trait.COUNTS_CHANGES) && !strategy.has(Trait.COUNTS_FROM_NONE)) {
      metadata.setGeneration(1);
    }
    if (request.resource().hasStatus() && !strategy.has(Trait.KEEPS_CREATED_STATUS)) {
      object.root().remove("status");
    }
    if (strategy.has(Trait.NAMED_BY_UUID) && object.name().isEmpty() && !isNameGenerated(object)) {
      metadata.setName(parts.uids().get());
    }
    strategy.prepareCreate(object, request);
    strategy.stamp(object, parts.clock().instant());
  }

  private Outcome store(
      WriteRequest request, ApiObject object, Excess excess, Reservation reservation) {
    var resource = request.resource();
    var path = ObjectKey.path(request.namespace(), object.name());
    return parts.writer().create(resource, path, object, excess, reservation);
  }

  private Outcome wouldStore(WriteRequest request, ApiObject object) {
    var resource = request.resource();
    var path = ObjectKey.path(request.namespace(), object.name());
    var present = parts.cache().get(resource.storage(), path);
    return present.isPresent()
        ? new Outcome.Refused(present.map(CachedObject::stored))
        : new Outcome.Stored(unstored(resource, object));
  }

  private static StoredObject unstored(Resource resource, ApiObject object) {
    var version = object.metadata().resourceVersion();
    var bytes = resource.encode(object);
    return VERSION.matcher(version).matches()
        ? new StoredObject(bytes, new Revision(Long.parseLong(version)))
        : StoredObject.unstored(bytes);
  }

  private static ApiException alreadyExists(
      WriteRequest request, ApiObject object, Optional<StoredObject> present) {
    var resource = request.resource().groupResource();
    var error =
        object.metadata().generateName().isEmpty()
            ? ApiErrors.alreadyExists(resource, object.name())
            : ApiErrors.generatedNameExists(resource, object.name());
    return present.filter(Creator::isBeingDeleted).isPresent()
        ? ApiErrors.beingDeleted(error)
        : error;
  }

  private static boolean isBeingDeleted(StoredObject present) {
    try {
      return present.read().metadata().isBeingDeleted();
    } catch (StoreException.Corrupt _) {
      return false;
    }
  }
}
