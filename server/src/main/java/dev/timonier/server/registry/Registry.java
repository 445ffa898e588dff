package dev.timonier.server.registry;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.selector.FieldSelector;
import dev.timonier.machinery.selector.Selector;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.admission.AdmissionChain;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.server.watchcache.CachedObject;
import dev.timonier.server.watchcache.Selection;
import dev.timonier.server.watchcache.WatchCache;
import dev.timonier.storage.RevisionedStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The engine that creates, reads, updates and deletes the objects of every resource. It owns the
/// order of things (fields tracked, admission, preparation, validation, storing), names,
/// generations, preconditions, conflicts and their retries, finalizers, graceful deletion and dry
/// runs; a kind adds a [Strategy].
public final class Registry {
  private final WatchCache cache;
  private final Creator creator;
  private final Updater updater;
  private final Deleter deleter;
  private final Modifier modifier;
  private final AdmissionChain admission;

  /// @param allocators for the kinds that take something from pools
  /// @param contextRules for the kinds that are not examined by themselves alone
  /// @param uids gives a new uid
  public Registry(
      RevisionedStore store,
      WatchCache cache,
      AdmissionChain admission,
      FieldTracker tracker,
      Map<GroupResource, Allocator> allocators,
      Map<GroupResource, ContextRules> contextRules,
      InstantSource clock,
      RandomGenerator random,
      Supplier<String> uids) {
    this.cache = cache;
    var writer = new ObjectWriter(cache, new ExpiryLeases(store, clock));
    var parts =
        new RegistryParts(
            writer,
            cache,
            admission,
            tracker,
            allocators,
            contextRules,
            new NameGenerator(random),
            uids,
            clock);
    this.creator = new Creator(parts);
    this.updater = new Updater(parts, creator);
    this.deleter = new Deleter(parts);
    this.modifier = new Modifier(parts);
    this.admission = admission;
  }

  /// The present version of an object.
  ///
  /// @throws dev.timonier.machinery.status.ApiException when there is none
  public StoredObject get(Resource resource, String namespace, String name) {
    return find(resource, namespace, name)
        .orElseThrow(() -> ApiErrors.notFound(resource.groupResource(), name));
  }

  public Optional<StoredObject> find(Resource resource, String namespace, String name) {
    return cache
        .get(resource.storage(), resource.requested(namespace, name))
        .map(CachedObject::stored);
  }

  /// All objects of a namespace.
  public List<StoredObject> list(Resource resource, String namespace) {
    var selection = Selection.of(namespace, Selector.EVERYTHING, FieldSelector.EVERYTHING);
    return cache.present(resource.storage(), selection).stream().map(CachedObject::stored).toList();
  }

  /// Creates an object that was decoded and defaulted.
  public StoredObject create(WriteRequest request, ApiObject object) {
    return creator.create(request, object);
  }

  /// Replaces an object by what `source` makes of it.
  public UpdateResult update(WriteRequest request, UpdateSource source) {
    return updater.update(request, source);
  }

  /// Changes an object as the server itself does, without its strategy.
  public StoredObject modify(WriteRequest request, Consumer<ApiObject> change) {
    return modifier.modify(request, change);
  }

  /// Lets admission change what a client submits to a subresource, before anything is looked at.
  public void mutate(WriteRequest request, ApiObject submitted) {
    admission.mutate(admission(request, submitted));
  }

  /// Asks admission about what a client submits to a subresource, when it is known to be valid.
  public void validate(WriteRequest request, ApiObject submitted) {
    admission.validate(admission(request, submitted));
  }

  private static AdmissionRequest admission(WriteRequest request, ApiObject submitted) {
    var kind = GroupVersion.parse(submitted.apiVersion()).kind(submitted.kind());
    return request.admission(Operation.CREATE, kind, Optional.of(submitted), Optional.empty());
  }

  /// Warns of what a deletion leaves behind that does not say, whether or not there is an object.
  public void warnOfDeletion(WriteRequest request, DeleteOptions options) {
    if (options.propagation().isEmpty()) {
      request.warnings().addAll(request.resource().strategy().deletionWarnings());
    }
  }

  public DeleteResult delete(WriteRequest request, DeleteOptions options) {
    warnOfDeletion(request, options);
    return deleter.delete(request, options);
  }
}
