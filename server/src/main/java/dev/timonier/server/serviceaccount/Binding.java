package dev.timonier.server.serviceaccount;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import java.util.EnumMap;
import java.util.Map;

/// Finds the object that a token of a service account is to be bound to.
final class Binding {
  private final BoundObjects objects;
  private final ApiObject account;

  Binding(BoundObjects objects, ApiObject account) {
    this.objects = objects;
    this.account = account;
  }

  /// @param reference `spec.boundObjectRef`; may be missing
  Map<BoundKind, Reference> bound(JsonNode reference) {
    var bound = new EnumMap<BoundKind, Reference>(BoundKind.class);
    if (reference.isObject()) {
      var kind = kind(reference);
      var object = object(kind, reference);
      bound.put(kind, Reference.to(object.metadata()));
      if (kind == BoundKind.POD) {
        addNode(bound, Trees.text(object.spec(), "nodeName"));
      }
    }
    return bound;
  }

  private static BoundKind kind(JsonNode reference) {
    var groupVersion = GroupVersion.parse(Trees.text(reference, "apiVersion"));
    return BoundKind.find(Trees.text(reference, "kind"))
        .filter(_ -> groupVersion.group().isEmpty())
        .orElseThrow(() -> cannotBind(reference, groupVersion));
  }

  private static ApiException cannotBind(JsonNode reference, GroupVersion groupVersion) {
    return ApiErrors.badRequest(
        "cannot bind token to object of type "
            + groupVersion.group()
            + "/"
            + groupVersion.version()
            + ", Kind="
            + Trees.text(reference, "kind"));
  }

  private ApiObject object(BoundKind kind, JsonNode reference) {
    var name = Trees.text(reference, "name");
    if (name.isEmpty()) {
      throw ApiErrors.badRequest("Name parameter required.");
    }
    var object =
        objects
            .find(kind, account.namespace(), name)
            .orElseThrow(() -> ApiErrors.notFound(kind.resource(), name));
    if (kind == BoundKind.POD) {
      checkAccount(object);
    }
    checkUid(reference, object);
    return object;
  }

  private void checkAccount(ApiObject pod) {
    if (!Trees.text(pod.spec(), "serviceAccountName").equals(account.name())) {
      throw ApiErrors.badRequest(
          "cannot bind token for serviceaccount \""
              + account.name()
              + "\" to pod running with different serviceaccount name.");
    }
  }

  private static void checkUid(JsonNode reference, ApiObject object) {
    var uid = Trees.text(reference, "uid");
    if (!uid.isEmpty() && !uid.equals(object.metadata().uid())) {
      throw ApiErrors.conflict(
          new GroupResource("", Trees.text(reference, "kind")),
          object.name(),
          "the UID in the bound object reference ("
              + uid
              + ") does not match the UID in record. The object might have been deleted and then"
              + " recreated");
    }
  }

  private void addNode(Map<BoundKind, Reference> bound, String name) {
    if (!name.isEmpty()) {
      var node = objects.find(BoundKind.NODE, "", name);
      var reference = node.map(n -> Reference.to(n.metadata()));
      bound.put(BoundKind.NODE, reference.orElseGet(() -> new Reference(name, "")));
    }
  }
}
