package dev.timonier.server.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.authn.User;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Warnings;
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
    return subresource.isEmpty()
        && resource.groupResource().group().equals(group)
        && resource.groupResource().resource().equals(plural);
  }
}
