package dev.timonier.server.resource.core.pod;

import dev.timonier.server.registry.Registry;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.verb.SubresourceHandler;
import java.time.InstantSource;
import java.util.Map;

/// The subresources of pods that are no parts of them.
public final class PodSubresources {
  private PodSubresources() {}

  public static Map<String, SubresourceHandler> of(
      Resources resources, Registry registry, InstantSource clock) {
    var binding = new BindingHandler(resources, registry, clock);
    return Map.of(
        "pods/binding",
        (call, resource, _) -> binding.answer(call, resource),
        "pods/eviction",
        new EvictionHandler(resources, registry, clock));
  }
}
