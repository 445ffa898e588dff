package dev.timonier.controllers.runtime;

import dev.timonier.machinery.selector.Selector;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Decides which objects belong to an owner: those that it controls and selects. Orphans that match
/// are adopted, controlled ones that no longer match are released.
///
/// An owner that is being deleted adopts nothing. Before the first adoption the owner is read again
/// from the API, so that a controller whose store is behind does not adopt for an owner that is
/// gone.
///
/// @param owner as the store knows it
/// @param finalizers added to what is adopted, removed from what is released
public record Claims<O extends HasMetadata>(
    KubernetesClient client, O owner, Selector selector, Set<String> finalizers) {

  public Claims(KubernetesClient client, O owner, Selector selector) {
    this(client, owner, selector, Set.of());
  }

  /// The objects that belong to the owner.
  public <T extends HasMetadata> List<T> claim(Collection<T> candidates) {
    var claimed = new ArrayList<T>();
    for (var candidate : candidates) {
      claim(candidate).ifPresent(claimed::add);
    }
    return claimed;
  }

  private <T extends HasMetadata> Optional<T> claim(T candidate) {
    var controller = Owners.controllerUid(candidate);
    var matches = selector.matches(candidate.getMetadata().getLabels());
    if (controller.isPresent()) {
      return controlled(candidate, controller.get(), matches);
    }
    if (!matches || Owners.terminates(owner) || Owners.terminates(candidate)) {
      return Optional.empty();
    }
    return adopt(candidate);
  }

  private <T extends HasMetadata> Optional<T> controlled(
      T candidate, String controller, boolean matches) {
    if (!controller.equals(owner.getMetadata().getUid())) {
      return Optional.empty();
    }
    if (matches) {
      return Optional.of(candidate);
    }
    if (!Owners.terminates(owner)) {
      release(candidate);
    }
    return Optional.empty();
  }

  private <T extends HasMetadata> Optional<T> adopt(T orphan) {
    if (!ownerLives()) {
      return Optional.empty();
    }
    var references = new ArrayList<>(Owners.of(orphan));
    references.removeIf(r -> r.getUid().equals(owner.getMetadata().getUid()));
    references.add(Owners.controllerReference(owner));
    return patch(orphan, references, withFinalizers(orphan));
  }

  private void release(HasMetadata controlled) {
    var references = new ArrayList<>(Owners.of(controlled));
    references.removeIf(r -> r.getUid().equals(owner.getMetadata().getUid()));
    var _ = patch(controlled, references, withoutFinalizers(controlled));
  }

  private boolean ownerLives() {
    var fresh = client.resource(owner).get();
    return fresh != null
        && Objects.equals(fresh.getMetadata().getUid(), owner.getMetadata().getUid())
        && !Owners.terminates(fresh);
  }

  /// Empty where the object is gone.
  private <T extends HasMetadata> Optional<T> patch(
      T object, List<OwnerReference> references, List<String> finalizersAfter) {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("uid", object.getMetadata().getUid());
    metadata.put("resourceVersion", object.getMetadata().getResourceVersion());
    metadata.put("ownerReferences", references);
    if (!finalizersAfter.equals(finalizers(object))) {
      metadata.put("finalizers", finalizersAfter);
    }
    return new PatchClient(client).merge(object, Map.of("metadata", metadata));
  }

  private List<String> withFinalizers(HasMetadata object) {
    var result = new ArrayList<>(finalizers(object));
    finalizers.stream().filter(f -> !result.contains(f)).forEach(result::add);
    return result;
  }

  private List<String> withoutFinalizers(HasMetadata object) {
    var result = new ArrayList<>(finalizers(object));
    result.removeAll(finalizers);
    return result;
  }

  private static List<String> finalizers(HasMetadata object) {
    return Objects.requireNonNullElse(object.getMetadata().getFinalizers(), List.of());
  }
}
