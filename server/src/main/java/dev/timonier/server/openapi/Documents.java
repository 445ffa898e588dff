package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.server.discovery.VersionHandler;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.schema.Schema;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// The documents of OpenAPI v3: one for each group version, each group, and whatever else has a
/// path.
final class Documents {
  private final Resources resources;
  private final Supplier<Descriptions> descriptions;
  private final Schema table = Schema.builtIn();

  /// @param descriptions read when they are needed
  Documents(Resources resources, Supplier<Descriptions> descriptions) {
    this.resources = resources;
    this.descriptions = descriptions;
  }

  /// What makes the documents, by the paths that they describe: `apis/apps/v1`.
  Map<String, Supplier<ObjectNode>> all() {
    var all = new LinkedHashMap<String, Supplier<ObjectNode>>();
    all.put("api", () -> versions("/api/", "getCoreAPIVersions", "core", "meta/v1.APIVersions"));
    all.put("apis", () -> versions("/apis/", "getAPIVersions", "apis", "meta/v1.APIGroupList"));
    all.put("version", this::version);
    all.put(".well-known/openid-configuration", Documents::issuer);
    all.put("openid/v1/jwks", Documents::keys);
    for (var version : resources.groupVersions()) {
      if (!version.group().isEmpty()) {
        all.putIfAbsent("apis/" + version.group(), () -> group(version.group()));
      }
      all.put(path(version).substring(1), () -> groupVersion(version));
    }
    return all;
  }

  private static String path(GroupVersion version) {
    return version.group().isEmpty()
        ? "/api/" + version.version()
        : "/apis/" + version.group() + "/" + version.version();
  }

  private ObjectNode versions(String path, String id, String tag, String type) {
    return index(path, new Operation("get", id, tag, "get available API versions"), type);
  }

  private ObjectNode group(String group) {
    var id = "get" + OperationNames.groupWords(group) + "APIGroup";
    var tag = OperationNames.tag(group);
    var get = new Operation("get", id, tag, "get information of a group");
    return index("/apis/" + group + "/", get, "meta/v1.APIGroup");
  }

  private ObjectNode index(String path, Operation operation, String type) {
    return document(
        List.of(),
        (schemas, paths) -> put(paths, path, operation, Contents.OBJECT, schemas.reference(type)));
  }

  private ObjectNode version() {
    return document(
        List.of(),
        (schemas, paths) ->
            put(
                paths,
                "/version/",
                new Operation(
                    "get",
                    "getCodeVersion",
                    "version",
                    "get the version information for this server"),
                Contents.JSON,
                schemas.reference("version.Info")));
  }

  private static ObjectNode issuer() {
    var paths = ScalarSchemas.empty();
    put(
        paths,
        "/.well-known/openid-configuration/",
        new Operation(
            "get",
            "getServiceAccountIssuerOpenIDConfiguration",
            "WellKnown",
            "get service account issuer OpenID configuration,"
                + " also known as the 'OIDC discovery doc'"),
        Contents.JSON,
        ScalarSchemas.typed("string"));
    return document(paths, ScalarSchemas.empty());
  }

  private static ObjectNode keys() {
    var paths = ScalarSchemas.empty();
    put(
        paths,
        "/openid/v1/jwks/",
        new Operation(
            "get",
            "getServiceAccountIssuerOpenIDKeyset",
            "openid",
            "get service account issuer OpenID JSON Web Key Set"
                + " (contains public token verification keys)"),
        Contents.KEY_SET,
        ScalarSchemas.typed("string"));
    return document(paths, ScalarSchemas.empty());
  }

  private static void put(
      ObjectNode paths, String path, Operation operation, Contents contents, ObjectNode schema) {
    ResourcePaths.put(paths, path, List.of(operation.answers(contents, schema, 200)));
  }

  private ObjectNode groupVersion(GroupVersion version) {
    return document(List.of(version), (schemas, paths) -> describe(version, schemas, paths));
  }

  private void describe(GroupVersion version, Schemas schemas, ObjectNode paths) {
    var root = path(version);
    var parameters = new Parameters(table, descriptions.get());
    var id = "get" + OperationNames.versionWords(version) + "APIResources";
    var list = new Operation("get", id, OperationNames.tag(version), "get available resources");
    put(paths, root + "/", list, Contents.OBJECT, schemas.reference("meta/v1.APIResourceList"));
    for (var resource : resources.of(version)) {
      new ResourcePaths(resource, schemas, parameters, root).writeTo(paths);
    }
  }

  private ObjectNode document(
      List<GroupVersion> versions, BiConsumer<Schemas, ObjectNode> describe) {
    Collection<GroupVersion> known = resources.groupVersions();
    var schemas = new Schemas(table, new Kinds(known, versions), descriptions.get());
    var paths = ScalarSchemas.empty();
    describe.accept(schemas, paths);
    return document(paths, schemas.all());
  }

  /// Says what the document describes, in all versions of OpenAPI alike.
  static void addInfo(ObjectNode document) {
    document.putObject("info").put("title", "Kubernetes").put("version", VersionHandler.RELEASE);
  }

  private static ObjectNode document(ObjectNode paths, ObjectNode schemas) {
    var document = ScalarSchemas.empty().put("openapi", "3.0.0");
    addInfo(document);
    document.set("paths", paths);
    var components = document.putObject("components");
    if (!schemas.isEmpty()) {
      components.set("schemas", schemas);
    }
    components
        .putObject("securitySchemes")
        .putObject("BearerToken")
        .put("description", "Bearer Token authentication")
        .put("type", "apiKey")
        .put("name", "authorization")
        .put("in", "header");
    return document;
  }
}
