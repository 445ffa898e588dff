package dev.timonier.server.registry;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.admission.AdmissionChain;
import dev.timonier.server.watchcache.WatchCache;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/// What the parts of the engine share.
record RegistryParts(
    ObjectWriter writer,
    WatchCache cache,
    AdmissionChain admission,
    FieldTracker tracker,
    Map<GroupResource, Allocator> allocators,
    Map<GroupResource, ContextRules> contextRules,
    NameGenerator names,
    Supplier<String> uids,
    InstantSource clock) {

  ContextRules contextRules(Resource resource) {
    return contextRules.getOrDefault(resource.groupResource(), ContextRules.NONE);
  }

  Allocator allocator(Resource resource) {
    return allocators.getOrDefault(resource.groupResource(), Allocator.NONE);
  }
}
