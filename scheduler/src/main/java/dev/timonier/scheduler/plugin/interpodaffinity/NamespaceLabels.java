package dev.timonier.scheduler.plugin.interpodaffinity;

import dev.timonier.machinery.informer.Informer;
import dev.timonier.machinery.meta.NamespacedName;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.Map;

/// The labels of namespaces, as far as they are known.
public final class NamespaceLabels {
  private final Informer<Namespace> namespaces;

  public NamespaceLabels(Informer<Namespace> namespaces) {
    this.namespaces = namespaces;
  }

  Map<String, String> of(String namespace) {
    return namespaces
        .store()
        .get(new NamespacedName("", namespace))
        .map(found -> found.getMetadata().getLabels())
        .orElse(Map.of());
  }
}
