package dev.timonier.server.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.server.admission.AdmissionRequest;
import dev.timonier.server.admission.Operation;
import dev.timonier.server.authn.User;
import dev.timonier.server.object.ApiObject;
import java.util.Optional;

/// What a write is about and who wants it.
///
/// @param namespace empty for cluster-scoped resources
/// @param name empty for creations and collections
/// @param part what of the object is written
/// @param fieldManager to whom `managedFields` attributes the change
/// @param options the decoded options, for admission
public record WriteRequest(
    Resource resource,
    String namespace,
    String name,
    Part part,
    User user,
    String fieldManager,
    DryRun dryRun,
    JsonNode options,
    Warnings warnings) {

  public boolean isDryRun() {
    return dryRun == DryRun.ALL;
  }

  public WriteRequest named(String other) {
    return new WriteRequest(
        resource, namespace, other, part, user, fieldManager, dryRun, options, warnings);
  }

  /// The same request for another part of the object.
  public WriteRequest withPart(Part other) {
    return new WriteRequest(
        resource, namespace, name, other, user, fieldManager, dryRun, options, warnings);
  }

  /// The same request on behalf of another writer.
  public WriteRequest withFieldManager(String other) {
    return new WriteRequest(
        resource, namespace, name, part, user, other, dryRun, options, warnings);
  }

  public WriteRequest withDryRun(DryRun other) {
    return new WriteRequest(
        resource, namespace, name, part, user, fieldManager, other, options, warnings);
  }

  /// The same request about another object.
  public WriteRequest of(Resource other, String otherName) {
    return new WriteRequest(
        other, namespace, otherName, part, user, fieldManager, dryRun, options, warnings);
  }

  /// What admission is asked.
  public AdmissionRequest admission(
      Operation operation, Optional<ApiObject> object, Optional<ApiObject> old) {
    return admission(operation, resource.kind(), object, old);
  }

  /// What admission is asked about an object of a subresource's kind.
  public AdmissionRequest admission(
      Operation operation,
      GroupVersionKind kind,
      Optional<ApiObject> object,
      Optional<ApiObject> old) {
    return new AdmissionRequest(
        operation,
        resource,
        part.subresource(),
        kind,
        namespace,
        name,
        object,
        old,
        options,
        user,
        dryRun,
        warnings);
  }
}
