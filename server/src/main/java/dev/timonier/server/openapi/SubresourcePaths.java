package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.ApiResource;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.catalog.Subresource;
import dev.timonier.machinery.catalog.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The paths of a resource's subresources: `…/pods/{name}/status`, `…/pods/{name}/exec`.
final class SubresourcePaths {
  private static final List<String> CONNECT = List.of("get", "post");
  private static final List<String> PROXY =
      List.of("get", "put", "post", "delete", "options", "head", "patch");

  private final ApiResource api;
  private final Schemas schemas;
  private final Parameters parameters;
  private final String itemPath;

  SubresourcePaths(ApiResource api, Schemas schemas, Parameters parameters, String itemPath) {
    this.api = api;
    this.schemas = schemas;
    this.parameters = parameters;
    this.itemPath = itemPath;
  }

  void writeTo(ObjectNode paths) {
    for (var subresource : api.subresources().values()) {
      var path = itemPath + "/" + subresource.name();
      if (subresource.verbs().contains(Verb.CONNECT)) {
        connects(paths, path, subresource);
      } else {
        ResourcePaths.put(paths, path, operations(subresource));
      }
    }
  }

  private List<Operation> operations(Subresource subresource) {
    var operations = new ArrayList<Operation>();
    if (subresource.verbs().contains(Verb.GET)) {
      operations.add(isLog(subresource) ? readLog(subresource) : read(subresource));
    }
    if (subresource.verbs().contains(Verb.CREATE)) {
      operations.add(create(subresource));
    }
    if (subresource.verbs().contains(Verb.UPDATE)) {
      operations.add(replace(subresource));
    }
    if (subresource.verbs().contains(Verb.PATCH)) {
      operations.add(patch(subresource));
    }
    return operations;
  }

  private static boolean isLog(Subresource subresource) {
    return subresource.name().equals("log");
  }

  private Operation operation(String method, String prefix, Subresource subresource, String does) {
    return bare(method, prefix, subresource, "", does).takes(parameters.pretty());
  }

  private Operation bare(
      String method, String prefix, Subresource subresource, String suffix, String does) {
    var scope = api.namespaced() ? "Namespaced" : "";
    var id =
        prefix + scope + api.kind().kind() + OperationNames.capital(subresource.name()) + suffix;
    var operation = new Operation(method, id, OperationNames.tag(api.groupVersion()), does);
    operation.takes(parameters.name(subresource.kind().kind()));
    return api.namespaced() ? operation.takes(parameters.namespace()) : operation;
  }

  /// `read status of the specified Deployment`.
  private String ofSpecified(String does, Subresource subresource) {
    return does + " " + subresource.name() + " of the specified " + api.kind().kind();
  }

  private String creates(Subresource subresource) {
    var kind = OperationNames.withArticle(api.kind().kind());
    return "create " + subresource.name() + " of " + kind;
  }

  private String connects(String method, Subresource subresource) {
    return String.join(
        " ",
        "connect",
        method.toUpperCase(Locale.ROOT),
        "requests to",
        subresource.name(),
        "of",
        api.kind().kind());
  }

  private String words() {
    return OperationNames.versionWords(api.groupVersion());
  }

  private Operation read(Subresource subresource) {
    return operation("get", "read" + words(), subresource, ofSpecified("read", subresource))
        .acts("get", subresource.kind())
        .answers(Contents.OBJECT, schemas.reference(subresource.kind()), 200);
  }

  private Operation readLog(Subresource subresource) {
    return operation("get", "read" + words(), subresource, ofSpecified("read", subresource))
        .acts("get", api.kind())
        .takes(parameters.connect("core/v1.PodLogOptions"))
        .answers(Contents.LOG, ScalarSchemas.typed("string"), 200);
  }

  private Operation create(Subresource subresource) {
    var object = schemas.reference(subresource.kind());
    return operation("post", "create" + words(), subresource, creates(subresource))
        .acts("post", subresource.kind())
        .takes(parameters.create())
        .needsBody(Contents.ANY, object)
        .answers(Contents.OBJECT, object, 200, 201, 202);
  }

  private Operation replace(Subresource subresource) {
    var object = schemas.reference(subresource.kind());
    return operation("put", "replace" + words(), subresource, ofSpecified("replace", subresource))
        .acts("put", subresource.kind())
        .takes(parameters.update())
        .needsBody(Contents.ANY, object)
        .answers(Contents.OBJECT, object, 200, 201);
  }

  private Operation patch(Subresource subresource) {
    return operation(
            "patch", "patch" + words(), subresource, ofSpecified("partially update", subresource))
        .acts("patch", subresource.kind())
        .takes(parameters.patch())
        .needsBody(Contents.PATCH, schemas.patchReference())
        .answers(Contents.OBJECT, schemas.reference(subresource.kind()), 200, 201);
  }

  private void connects(ObjectNode paths, String path, Subresource subresource) {
    var proxy = subresource.name().equals("proxy");
    var methods = proxy ? PROXY : CONNECT;
    ResourcePaths.put(paths, path, methods.stream().map(m -> connect(m, subresource, "")).toList());
    if (proxy) {
      var deep =
          methods.stream()
              .map(m -> connect(m, subresource, "WithPath").takes(parameters.path()))
              .toList();
      ResourcePaths.put(paths, path + "/{path}", deep);
    }
  }

  private Operation connect(String method, Subresource subresource, String suffix) {
    var kind = GroupVersion.CORE_V1.kind(optionsKind(subresource));
    var prefix = "connect" + words() + OperationNames.capital(method);
    return bare(method, prefix, subresource, suffix, connects(method, subresource))
        .acts("connect", kind)
        .takes(parameters.connect("core/v1." + kind.kind()))
        .answers(Contents.ANY, ScalarSchemas.typed("string"), 200);
  }

  /// `PodPortForwardOptions` for `pods/portforward`.
  private String optionsKind(Subresource subresource) {
    var word =
        subresource.name().equals("portforward")
            ? "PortForward"
            : OperationNames.capital(subresource.name());
    return api.kind().kind() + word + "Options";
  }
}
