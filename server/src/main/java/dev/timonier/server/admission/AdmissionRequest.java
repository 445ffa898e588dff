package dev.timonier.server.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.authn.User;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Warnings;
import io.fabric8.kubernetes.api.model.StatusCause;
import java.util.List;
import java.util.Optional;

/// A write that is to be admitted.
///
/// @param subresource empty for the object itself
/// @param kind the type of `object`, which for a subresource may differ from the resource's
/// @param namespace empty for cluster-scoped objects
/// @param name empty when it is yet to be generated, and for collections
/// @param object what is to be stored; plugins that mutate change it. Empty for deletions
/// @param old what is stored; empty for creations
/// @param options the request's options
public record AdmissionRequest(
    Operation operation,
    Resource resource,
    String subresource,
    GroupVersionKind kind,
    String namespace,
    String name,
    Optional<ApiObject> object,
    Optional<ApiObject> old,
    JsonNode options,
    User user,
    DryRun dryRun,
    Warnings warnings) {

  /// Whether the write is about objects of a resource of the core group, and not a subresource.
  public boolean isFor(String group, String plural) {
    return subresource.isEmpty() && isOf(group, plural);
  }

  /// Whether the write is about the status of objects of a resource.
  boolean isForStatus(String group, String plural) {
    return subresource.equals("status") && isOf(group, plural);
  }

  private boolean isOf(String group, String plural) {
    return resource.groupResource().group().equals(group)
        && resource.groupResource().resource().equals(plural);
  }

  /// A refusal as plugins word it.
  public ApiException forbidden(String cause) {
    return forbidden(cause, List.of());
  }

  public ApiException forbidden(String cause, List<StatusCause> causes) {
    return ApiErrors.forbidden(resource.groupResource(), shownName(), cause, causes);
  }

  /// What there is of a name before one is generated.
  private String shownName() {
    if (!name.isEmpty()) {
      return name;
    }
    return object
        .map(ApiObject::metadata)
        .map(m -> m.name().isEmpty() ? m.generateName() : m.name())
        .filter(text -> !text.isEmpty())
        .orElse("Unknown");
  }
}
