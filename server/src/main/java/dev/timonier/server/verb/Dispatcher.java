package dev.timonier.server.verb;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.catalog.Scope;
import dev.timonier.machinery.catalog.Verb;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.representation.Negotiation;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.request.RequestInfo;
import java.util.Map;
import java.util.Set;

/// Finds what answers a call: a verb of a resource, a subresource, or what is served at other
/// paths.
public final class Dispatcher implements Handler {
  /// Subresources whose objects Kubernetes does not show as tables.
  private static final Set<String> WITHOUT_TABLE =
      Set.of(
          "certificatesigningrequests/approval",
          "namespaces/finalize",
          "pods/ephemeralcontainers",
          "pods/resize");

  private final Resources resources;
  private final Verbs verbs;
  private final Map<String, SubresourceHandler> subresources;
  private final Map<GroupResource, VerbHandler> reviews;
  private final Handler others;

  /// @param subresources by resource and name: `pods/binding`; those that are missing are parts of
  ///   the object
  /// @param reviews what is answered and not stored when it is created
  /// @param others answers for all paths that are no resources
  public Dispatcher(
      Resources resources,
      Verbs verbs,
      Map<String, SubresourceHandler> subresources,
      Map<GroupResource, VerbHandler> reviews,
      Handler others) {
    this.resources = resources;
    this.verbs = verbs;
    this.subresources = subresources;
    this.reviews = reviews;
    this.others = others;
  }

  @Override
  public Reply answer(ApiCall call) {
    var info = call.info();
    if (!info.isResourceRequest() || !resources.serves(info.groupVersion())) {
      return others.answer(call);
    }
    var resource =
        resources
            .find(info.groupVersion(), info.resource())
            .orElseThrow(ApiErrors::resourceNotFound);
    checkShape(info, resource);
    var warning =
        DeprecatedKinds.warning(resource.kind()).filter(_ -> Negotiation.isKnown(call.request()));
    if (call.request().method().equals("GET")) {
      warning.ifPresent(call.warnings()::add);
    }
    var verb = verb(call, resource);
    checkName(info);
    if (!call.request().method().equals("GET")) {
      warning.ifPresent(call.warnings()::add);
    }
    return info.subresource().isEmpty()
        ? whole(call, resource, verb)
        : subresource(call, resource, verb);
  }

  private Reply whole(ApiCall call, Resource resource, Verb verb) {
    var review = reviews.get(resource.groupResource());
    return review == null ? verbs.answer(call, resource, verb) : review.answer(call, resource);
  }

  private Reply subresource(ApiCall call, Resource resource, Verb verb) {
    var name = resource.groupResource().resource() + "/" + call.info().subresource();
    if (WITHOUT_TABLE.contains(name)) {
      checkFormats(call, verb);
    }
    var handler = subresources.get(name);
    return handler == null
        ? verbs.answer(call, resource, verb)
        : handler.answer(call, resource, verb);
  }

  /// What a patch comes in is looked at before what is wanted.
  private static void checkFormats(ApiCall call, Verb verb) {
    if (verb == Verb.PATCH) {
      PatchType.of(call.request().headers());
    }
    Negotiation.checkNoTable(call.request());
  }

  /// The path must fit the resource's scope, and name only what there is.
  private static void checkShape(RequestInfo info, Resource resource) {
    var parts = info.parts();
    var inNamespace = isInNamespace(info);
    var everywhere = parts.size() == 1 && resource.api().allows(Verb.LIST);
    var fits = resource.api().scope() == Scope.CLUSTER ? !inNamespace : inNamespace || everywhere;
    if (!fits || !isKnown(info, resource)) {
      throw ApiErrors.resourceNotFound();
    }
  }

  /// A namespace's own path names it, too, but lies in none.
  private static boolean isInNamespace(RequestInfo info) {
    if (info.namespace().isEmpty()) {
      return isInNamelessNamespace(info);
    }
    var within = "/namespaces/" + info.namespace() + "/" + info.resource();
    return (info.path() + "/").contains(within + "/");
  }

  /// Who lists there lists everywhere; nobody finds an object.
  private static boolean isInNamelessNamespace(RequestInfo info) {
    var namespaces = info.path().indexOf("/namespaces//");
    return namespaces >= 0
        && info.path().startsWith(info.resource(), namespaces + "/namespaces//".length());
  }

  /// Of an object without a name there are no subresources.
  private static void checkName(RequestInfo info) {
    if (!info.subresource().isEmpty() && info.parts().get(1).isEmpty()) {
      throw ApiErrors.badRequest("name must be provided");
    }
  }

  private static boolean isKnown(RequestInfo info, Resource resource) {
    var parts = info.parts();
    if (parts.size() < 3) {
      return parts.size() == 1 || !isCreateOnly(resource);
    }
    var subresource = resource.api().subresource(info.subresource());
    var deep = parts.size() > 3;
    return subresource.isPresent() && (!deep || info.subresource().equals("proxy"));
  }

  /// Reviews and the like have no objects that a path could name.
  private static boolean isCreateOnly(Resource resource) {
    return resource.api().verbs().equals(Set.of(Verb.CREATE));
  }

  private static Verb verb(ApiCall call, Resource resource) {
    var info = call.info();
    if (!info.subresource().isEmpty()) {
      return subresourceVerb(call, resource);
    }
    var named = info.parts().size() > 1;
    var everywhere =
        resource.namespaced() && info.namespace().isEmpty() && !isInNamelessNamespace(info);
    var verb =
        switch (methodOf(call)) {
          case "GET" -> info.verb().equals("watch") ? Verb.WATCH : named ? Verb.GET : Verb.LIST;
          case "POST" -> named ? Verb.CONNECT : Verb.CREATE;
          case "PUT" -> named ? Verb.UPDATE : Verb.CONNECT;
          case "PATCH" -> named ? Verb.PATCH : Verb.CONNECT;
          case "DELETE" -> named ? Verb.DELETE : Verb.DELETECOLLECTION;
          default -> Verb.CONNECT;
        };
    var allowed =
        resource.api().allows(verb) && (!everywhere || verb == Verb.LIST || verb == Verb.WATCH);
    if (!allowed) {
      throw notAllowed(resource, verb);
    }
    return verb;
  }

  /// The paths of watches take no other method than GET.
  private static String methodOf(ApiCall call) {
    var method = call.request().method();
    return call.info().verb().equals("watch") && !method.equals("GET") ? "" : method;
  }

  /// Where a resource can be listed but not watched, the refusal names it.
  private static RuntimeException notAllowed(Resource resource, Verb verb) {
    return verb == Verb.WATCH && resource.api().allows(Verb.LIST)
        ? ApiErrors.methodNotSupported(resource.groupResource(), "watch")
        : ApiErrors.methodNotAllowed();
  }

  private static Verb subresourceVerb(ApiCall call, Resource resource) {
    var verbs = resource.api().subresource(call.info().subresource()).orElseThrow().verbs();
    if (verbs.contains(Verb.CONNECT)) {
      return Verb.CONNECT;
    }
    var verb =
        switch (call.request().method()) {
          case "GET" -> Verb.GET;
          case "POST" -> Verb.CREATE;
          case "PUT" -> Verb.UPDATE;
          case "PATCH" -> Verb.PATCH;
          default -> Verb.CONNECT;
        };
    if (!verbs.contains(verb)) {
      throw ApiErrors.methodNotAllowed();
    }
    return verb;
  }
}
