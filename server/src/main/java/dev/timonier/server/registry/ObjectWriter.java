package dev.timonier.server.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.server.objectstore.StoreFailures;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Durability;
import dev.timonier.storage.Guard;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Commits objects to the store, and turns its errors into those of the API.
final class ObjectWriter {
  private final WatchCache cache;
  private final ExpiryLeases leases;

  ObjectWriter(WatchCache cache, ExpiryLeases leases) {
    this.cache = cache;
    this.leases = leases;
  }

  /// What became of a write: stored, or refused because the object is another meanwhile.
  sealed interface Outcome {
    record Stored(StoredObject object) implements Outcome {}

    /// @param present what is stored; empty when there is nothing, or, to who would create an
    ///   object, nothing that can be read
    record Refused(Optional<StoredObject> present) implements Outcome {}

    /// The object is as expected, but what was to be reserved for it is taken meanwhile.
    record Contended() implements Outcome {}
  }

  /// What becomes of an object that is too large to be stored.
  enum Excess {
    REFUSED,
    /// It is stored without its `managedFields`, if that is enough.
    DROPPED
  }

  /// @param path namespace and name
  Outcome create(
      Resource resource, String path, ApiObject object, Excess excess, Reservation reservation) {
    var key = StoreKey.of(ObjectKey.prefix(resource.storage()) + path);
    var guard = new Guard.Absent(key, cache.absent(resource.storage(), path));
    return commit(
        resource,
        object,
        excess,
        bytes -> new Write(guard, put(resource, key, bytes), reservation));
  }

  Outcome replace(
      Resource resource,
      Guard.Modified present,
      ApiObject object,
      Excess excess,
      Reservation reservation) {
    return commit(
        resource,
        object,
        excess,
        bytes -> new Write(present, put(resource, present.key(), bytes), reservation));
  }

  Outcome replace(
      Resource resource, StoreKey key, Revision expected, byte[] bytes, Reservation reservation) {
    var guard = new Guard.Modified(key, expected);
    return commit(resource, new Write(guard, put(resource, key, bytes), reservation), bytes);
  }

  /// @param last the object as it last was, which the reply shows
  Outcome delete(Resource resource, StoreKey key, StoredObject last, Reservation reservation) {
    var guard = new Guard.Modified(key, last.revision());
    return commit(resource, new Write(guard, new Mutation.Delete(key), reservation), last.bytes());
  }

  /// The write of one object, and what goes with it.
  private record Write(Guard guard, Mutation mutation, Reservation reservation) {
    Transaction transaction(Durability durability) {
      return new Transaction(
          with(guard, reservation.guards()), with(mutation, reservation.mutations()), durability);
    }

    private static <T> List<T> with(T first, List<? extends T> more) {
      var all = new ArrayList<T>(1 + more.size());
      all.add(first);
      all.addAll(more);
      return all;
    }

    /// @param present what there is at the guarded keys
    Outcome refused(List<Optional<KeyValue>> present) {
      var object = present.getFirst();
      var expected =
          switch (guard) {
            case Guard.Absent _ -> object.isEmpty();
            case Guard.Modified(_, var revision) ->
                object.isPresent() && object.get().modified().equals(revision);
            case Guard.Version _ -> false;
          };
      return expected ? new Outcome.Contended() : new Outcome.Refused(object.flatMap(this::read));
    }

    private Optional<StoredObject> read(KeyValue present) {
      try {
        return Optional.of(StoredObject.of(present));
      } catch (StoreException.Corrupt e) {
        if (guard instanceof Guard.Absent) {
          return Optional.empty();
        }
        throw e;
      }
    }
  }

  private Mutation put(Resource resource, StoreKey key, byte[] bytes) {
    return new Mutation.Put(key, bytes, resource.strategy().timeToLive().map(this::lease));
  }

  private LeaseId lease(Duration ttl) {
    return leases.lease(ttl);
  }

  private Outcome commit(
      Resource resource, ApiObject object, Excess excess, Function<byte[], Write> write) {
    var bytes = resource.encode(object);
    try {
      return transact(resource, write.apply(bytes), bytes);
    } catch (StoreException e) {
      if (e instanceof StoreException.TooLarge && excess == Excess.DROPPED) {
        object.metadata().setManagedFields(JsonNodeFactory.instance.arrayNode());
        var fewer = resource.encode(object);
        return commit(resource, write.apply(fewer), fewer);
      }
      throw StoreFailures.told(e);
    }
  }

  private Outcome commit(Resource resource, Write write, byte[] bytes) {
    try {
      return transact(resource, write, bytes);
    } catch (StoreException e) {
      throw StoreFailures.told(e);
    }
  }

  private Outcome transact(Resource resource, Write write, byte[] bytes) {
    return switch (cache.commit(write.transaction(resource.strategy().durability()))) {
      case CommitResult.Committed(var revision) ->
          new Outcome.Stored(new StoredObject(bytes, revision));
      case CommitResult.Refused(_, var present) -> write.refused(present);
    };
  }
}
