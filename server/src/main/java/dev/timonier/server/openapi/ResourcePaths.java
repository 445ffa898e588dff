package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.ApiResource;
import dev.timonier.machinery.catalog.GroupVersionKind;
import dev.timonier.machinery.catalog.Verb;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import java.util.ArrayList;
import java.util.List;

/// The paths of a resource:
///
/// ```
/// /apis/apps/v1/deployments                                  list everywhere
/// /apis/apps/v1/namespaces/{namespace}/deployments           list, create, delete all
/// /apis/apps/v1/namespaces/{namespace}/deployments/{name}    get, replace, patch, delete
/// /apis/apps/v1/watch/…                                      each of these, watched
/// ```
final class ResourcePaths {
  private static final String INSTEAD =
      ". deprecated: use the 'watch' parameter with a list operation instead";
  private static final String FILTERED =
      ", filtered to a single item with the 'fieldSelector' parameter.";

  private final ApiResource api;
  private final GroupVersionKind kind;
  private final Strategy strategy;
  private final Schemas schemas;
  private final Parameters parameters;
  private final String root;
  private final String words;

  /// @param root of the group version: `/apis/apps/v1`
  ResourcePaths(Resource resource, Schemas schemas, Parameters parameters, String root) {
    this.api = resource.api();
    this.kind = api.kind();
    this.strategy = resource.strategy();
    this.schemas = schemas;
    this.parameters = parameters;
    this.root = root;
    this.words = OperationNames.versionWords(api.groupVersion());
  }

  void writeTo(ObjectNode paths) {
    put(paths, collectionPath(root), collection());
    put(paths, collectionPath(root) + "/{name}", item());
    if (api.namespaced() && api.allows(Verb.LIST)) {
      put(paths, everywherePath(root), List.of(listEverywhere()));
    }
    if (api.allows(Verb.WATCH)) {
      watches(paths, root + "/watch");
    }
    new SubresourcePaths(api, schemas, parameters, collectionPath(root) + "/{name}").writeTo(paths);
  }

  static void put(ObjectNode paths, String path, List<Operation> operations) {
    if (!operations.isEmpty()) {
      paths.set(path, PathItem.of(operations));
    }
  }

  private String everywherePath(String from) {
    return from + "/" + api.plural();
  }

  private String collectionPath(String from) {
    return api.namespaced()
        ? from + "/namespaces/{namespace}/" + api.plural()
        : everywherePath(from);
  }

  private List<Operation> collection() {
    var operations = new ArrayList<Operation>();
    if (api.allows(Verb.LIST)) {
      operations.add(lists(operation("get", "list" + words, "", lists())));
    }
    if (api.allows(Verb.CREATE)) {
      operations.add(create());
    }
    if (api.allows(Verb.DELETECOLLECTION)) {
      operations.add(deleteCollection());
    }
    return operations;
  }

  private List<Operation> item() {
    var operations = new ArrayList<Operation>();
    if (api.allows(Verb.GET)) {
      operations.add(
          item("get", "read", "read the specified " + kind.kind())
              .acts("get", kind)
              .answers(Contents.OBJECT, object(), 200));
    }
    if (api.allows(Verb.UPDATE)) {
      operations.add(replace());
    }
    if (api.allows(Verb.PATCH)) {
      operations.add(patch());
    }
    if (api.allows(Verb.DELETE)) {
      operations.add(delete());
    }
    return operations;
  }

  /// An operation on a collection, within its namespace if it is in one.
  private Operation operation(String method, String prefix, String suffix, String does) {
    var scope = api.namespaced() ? "Namespaced" : "";
    var operation = untargeted(method, prefix + scope + kind.kind() + suffix, does);
    return api.namespaced() ? operation.takes(parameters.namespace()) : operation;
  }

  private Operation untargeted(String method, String id, String does) {
    return new Operation(method, id, OperationNames.tag(api.groupVersion()), does)
        .takes(parameters.pretty());
  }

  private Operation item(String method, String prefix, String does) {
    return operation(method, prefix + words, "", does).takes(parameters.name(kind.kind()));
  }

  private ObjectNode object() {
    return schemas.reference(kind);
  }

  private String lists() {
    return (api.allows(Verb.WATCH) ? "list or watch" : "list") + " objects of kind " + kind.kind();
  }

  private Operation listEverywhere() {
    return lists(untargeted("get", "list" + words + kind.kind() + "ForAllNamespaces", lists()));
  }

  private Operation lists(Operation operation) {
    return operation
        .acts("list", kind)
        .takes(parameters.list())
        .answers(Contents.STREAM, schemas.listReference(kind), 200);
  }

  private Operation create() {
    return operation(
            "post", "create" + words, "", "create " + OperationNames.withArticle(kind.kind()))
        .acts("post", kind)
        .takes(parameters.create())
        .needsBody(Contents.ANY, object())
        .answers(Contents.OBJECT, object(), 200, 201, 202);
  }

  private Operation deleteCollection() {
    return operation(
            "delete", "delete" + words + "Collection", "", "delete collection of " + kind.kind())
        .acts("deletecollection", kind)
        .takes(parameters.deleteCollection())
        .mayHaveBody(Contents.ANY, schemas.reference("meta/v1.DeleteOptions"))
        .answers(Contents.OBJECT, status(), 200);
  }

  private Operation replace() {
    return item("put", "replace", "replace the specified " + kind.kind())
        .acts("put", kind)
        .takes(parameters.update())
        .needsBody(Contents.ANY, object())
        .answers(Contents.OBJECT, object(), 200, 201);
  }

  private Operation patch() {
    return item("patch", "patch", "partially update the specified " + kind.kind())
        .acts("patch", kind)
        .takes(parameters.patch())
        .needsBody(Contents.PATCH, schemas.patchReference())
        .answers(Contents.OBJECT, object(), 200, 201);
  }

  private Operation delete() {
    var reply = strategy.has(Trait.DELETION_SHOWS_OBJECT) ? object() : status();
    return item("delete", "delete", "delete " + OperationNames.withArticle(kind.kind()))
        .acts("delete", kind)
        .takes(parameters.delete())
        .mayHaveBody(Contents.ANY, schemas.reference("meta/v1.DeleteOptions"))
        .answers(Contents.OBJECT, reply, 200, 202);
  }

  private ObjectNode status() {
    return schemas.reference("meta/v1.Status");
  }

  private void watches(ObjectNode paths, String from) {
    var watch = "watch" + words;
    var lists = "watch individual changes to a list of " + kind.kind() + INSTEAD + ".";
    if (api.namespaced()) {
      var id = watch + kind.kind() + "ListForAllNamespaces";
      var all = watches(untargeted("get", id, lists), "watchlist");
      put(paths, everywherePath(from), List.of(all));
    }
    var list = watches(operation("get", watch, "List", lists), "watchlist");
    put(paths, collectionPath(from), List.of(list));
    if (api.allows(Verb.GET)) {
      var does = "watch changes to an object of kind " + kind.kind() + INSTEAD + FILTERED;
      var item = watches(item("get", "watch", does), "watch");
      put(paths, collectionPath(from) + "/{name}", List.of(item));
    }
  }

  private Operation watches(Operation operation, String action) {
    return operation
        .acts(action, kind)
        .takes(parameters.list())
        .answers(Contents.STREAM, schemas.reference("meta/v1.WatchEvent"), 200);
  }
}
