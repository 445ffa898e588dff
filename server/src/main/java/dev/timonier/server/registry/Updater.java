package dev.timonier.server.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.status.FieldError;
import dev.timonier.machinery.status.Reason;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Metadata;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.registry.ObjectWriter.Excess;
import dev.timonier.server.registry.ObjectWriter.Outcome;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.storage.Guard;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Replaces objects.
final class Updater {
  private static final int MOST_TRIES = 20;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");

  private final RegistryParts parts;
  private final Creator creator;

  Updater(RegistryParts parts, Creator creator) {
    this.parts = parts;
    this.creator = creator;
  }

  /// Replaces an object by what `source` makes of it.
  UpdateResult update(WriteRequest request, UpdateSource source) {
    var present = read(request);
    for (var tries = 1; ; tries++) {
      var attempt =
          present.isPresent()
              ? attempt(request, source, present.get())
              : attemptCreation(request, source);
      switch (attempt) {
        case Attempt.Done(var result) -> {
          return result;
        }
        case Attempt.Overtaken(var other) -> present = other;
      }
      if (tries == MOST_TRIES) {
        throw ApiErrors.modified(request.resource().groupResource(), request.name());
      }
    }
  }

  private sealed interface Attempt {
    record Done(UpdateResult result) implements Attempt {}

    /// Someone else has written meanwhile.
    record Overtaken(Optional<StoredObject> present) implements Attempt {}
  }

  private Optional<StoredObject> read(WriteRequest request) {
    var path = request.resource().requested(request.namespace(), request.name());
    return parts.cache().get(request.resource().storage(), path).map(CachedObject::stored);
  }

  private Attempt attemptCreation(WriteRequest request, UpdateSource source) {
    try {
      return new Attempt.Done(create(request, source));
    } catch (ApiException e) {
      if (e.is(Reason.AlreadyExists)) {
        return new Attempt.Overtaken(read(request));
      }
      throw e;
    }
  }

  private UpdateResult create(WriteRequest request, UpdateSource source) {
    var resource = request.resource();
    var creates = source.creates() || resource.strategy().has(Trait.CREATED_BY_PUT);
    if (!creates || request.part() != Part.MAIN) {
      throw ApiErrors.notFound(resource.groupResource(), request.name());
    }
    var nothing = ApiObject.of(JsonNodeFactory.instance.objectNode());
    nothing.setType(resource.kind());
    var object = source.next(nothing);
    if (!object.metadata().uid().isEmpty()) {
      throw uidConflict(request, source, object);
    }
    object.metadata().setResourceVersion("");
    return new UpdateResult.Created(
        source.tracksFields()
            ? creator.createApplied(request, object)
            : creator.create(request, object));
  }

  private Attempt attempt(WriteRequest request, UpdateSource source, StoredObject present) {
    var old = request.resource().read(present);
    var next = source.next(old.copy());
    if (!source.retriesConflicts()) {
      checkUid(request, next.metadata(), old);
      OwnerReferences.dedup(next, request.warnings());
    }
    checkVersion(request, next.metadata(), old.metadata());
    var retries = next.metadata().resourceVersion().isEmpty() || source.retriesConflicts();
    if (!source.tracksFields()) {
      parts.tracker().track(next, Optional.of(old), request);
    }
    var reservation = prepare(request, next, old, present);
    if (isGone(request, next)) {
      return delete(request, next, present);
    }
    var same = ManagedTimes.areSame(next, old);
    return store(
        request, next, present, new Commitment(reservation, excess(source), retries, same));
  }

  /// Whoever applies has nothing but managers to tell what is whose.
  private static Excess excess(UpdateSource source) {
    return source.creates() ? Excess.REFUSED : Excess.DROPPED;
  }

  /// A body is about the object with its uid; a patch may not change it.
  private static void checkUid(WriteRequest request, Metadata next, ApiObject old) {
    if (!next.uid().isEmpty() && !next.uid().equals(old.metadata().uid())) {
      throw Preconditions.unmet(
          request.resource().groupResource(), old, request.dryRun(), "UID", next.uid());
    }
  }

  private static void checkVersion(WriteRequest request, Metadata next, Metadata old) {
    var version = next.resourceVersion();
    if (version.isEmpty() || version.equals("0")) {
      next.setResourceVersion("");
      refuseUnconditional(request);
    } else if (!NUMBER.matcher(version).matches()) {
      throw ApiErrors.plain(
          500, "strconv.ParseUint: parsing " + FieldError.quote(version) + ": invalid syntax");
    } else if (!version.equals(old.resourceVersion())) {
      throw ApiErrors.modified(request.resource().groupResource(), request.name());
    }
  }

  private static void refuseUnconditional(WriteRequest request) {
    var resource = request.resource();
    if (resource.strategy().has(Trait.UPDATED_BY_VERSION)) {
      var fault =
          FieldError.invalid("metadata.resourceVersion", "0", "must be specified for an update");
      throw ApiErrors.invalid(resource.groupResource(), request.name(), List.of(fault));
    }
  }

  /// There is no object that has the uid, nor any other.
  private static ApiException uidConflict(
      WriteRequest request, UpdateSource source, ApiObject object) {
    var resource = request.resource().groupResource();
    var wanted = object.metadata().uid();
    if (source.creates()) {
      return ApiErrors.conflict(
          resource,
          request.name(),
          "uid mismatch: the provided object specified uid "
              + wanted
              + ", and no existing object was found");
    }
    var nothing = object.copy();
    nothing.metadata().setUid("");
    nothing.metadata().setNamespace(request.namespace());
    return Preconditions.unmet(resource, nothing, request.dryRun(), "UID", wanted);
  }

  /// Makes the next version ready to be stored.
  private Reservation prepare(
      WriteRequest request, ApiObject next, ApiObject old, StoredObject present) {
    var admission = request.admission(Operation.UPDATE, Optional.of(next), Optional.of(old));
    parts.admission().mutate(admission);
    OwnerReferences.dedupAdmitted(next, request.warnings());
    SystemFields.keep(request, next, old);
    var reservation = allocate(request, next, old);
    var strategy = request.resource().strategy();
    var countsSent = strategy.has(Trait.COUNTS_WHAT_IS_SENT);
    if (countsSent) {
      request.resource().settle(next);
      SystemFields.countGeneration(request, next, old);
    }
    strategy.prepareUpdate(next, old, request);
    strategy.stamp(next, old, parts.clock().instant());
    request.resource().settle(next);
    if (!countsSent) {
      SystemFields.countGeneration(request, next, old);
    }
    var context = parts.contextRules(request.resource());
    Rules.checkUpdate(
        request.resource(), next, old, request.part(), it -> context.check(admission, it));
    var warnings = strategy.warnings(next, old, request.part());
    request.warnings().addAll(warnings);
    strategy.canonicalize(next);
    parts.admission().validate(admission);
    next.metadata().setResourceVersion(present.revision().toString());
    ManagedTimes.keepUnlessChanged(next, old);
    return reservation;
  }

  private Reservation allocate(WriteRequest request, ApiObject next, ApiObject old) {
    return request.part() == Part.MAIN
        ? parts.allocator(request.resource()).update(next, old, request.dryRun())
        : Reservation.NONE;
  }

  private static boolean isGone(WriteRequest request, ApiObject next) {
    var metadata = next.metadata();
    return metadata.isBeingDeleted()
        && !request.resource().strategy().isHeld(next)
        && metadata.finalizers().isEmpty()
        && metadata.deletionGracePeriodSeconds().orElse(0) == 0;
  }

  private Attempt delete(WriteRequest request, ApiObject next, StoredObject present) {
    var last = new StoredObject(request.resource().encode(next), present.revision());
    if (request.isDryRun()) {
      return new Attempt.Done(new UpdateResult.Deleted(last));
    }
    var key = request.resource().key(request.namespace(), request.name());
    var released = parts.allocator(request.resource()).delete(present.read());
    return switch (parts.writer().delete(request.resource(), key, last, released)) {
      case Outcome.Stored(var gone) -> new Attempt.Done(new UpdateResult.Deleted(gone));
      case Outcome.Contended() -> new Attempt.Overtaken(Optional.of(present));
      case Outcome.Refused(var other) -> new Attempt.Overtaken(other);
    };
  }

  /// @param retries whether the source is asked again when someone else was faster
  /// @param changesNothing whether the object is what is stored already
  private record Commitment(
      Reservation reservation, Excess excess, boolean retries, boolean changesNothing) {}

  private Attempt store(
      WriteRequest request, ApiObject next, StoredObject present, Commitment commitment) {
    if (request.isDryRun() || commitment.changesNothing()) {
      var bytes = request.resource().encode(next);
      return new Attempt.Done(
          new UpdateResult.Updated(new StoredObject(bytes, present.revision())));
    }
    var resource = request.resource();
    var key = resource.key(request.namespace(), request.name());
    var guard = new Guard.Modified(key, present.revision());
    return switch (parts
        .writer()
        .replace(resource, guard, next, commitment.excess(), commitment.reservation())) {
      case Outcome.Stored(var stored) -> new Attempt.Done(new UpdateResult.Updated(stored));
      case Outcome.Refused(var other) -> overtaken(request, other, commitment.retries());
      case Outcome.Contended() -> new Attempt.Overtaken(Optional.of(present));
    };
  }

  /// Who replaces a version that it names is told of the conflict; others try again.
  private static Attempt overtaken(
      WriteRequest request, Optional<StoredObject> present, boolean retries) {
    if (!retries && present.isPresent()) {
      throw ApiErrors.modified(request.resource().groupResource(), request.name());
    }
    return new Attempt.Overtaken(present);
  }
}
