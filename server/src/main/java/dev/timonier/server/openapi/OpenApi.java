package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.openapi.Document.Format;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Serves the description of the API
/// (<https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-interface-definition>):
/// one document of OpenAPI v2, and many of v3 with an index. What `kubectl explain` prints and what
/// `kubectl apply` checks comes from here. Nothing is made before somebody asks.
///
/// ```
/// /openapi/v2
/// /openapi/v3                             {"paths": {"apis/apps/v1": {"serverRelativeURL": …}}}
/// /openapi/v3/apis/apps/v1?hash=01AB…     may be kept for ever
/// ```
public final class OpenApi {
  private static final String V3 = "/openapi/v3";

  private final Document swagger;
  private final Map<String, Document> documents = new LinkedHashMap<>();

  public OpenApi(Resources resources) {
    var sources = new Documents(resources, Descriptions::builtIn).all();
    sources.forEach(
        (name, source) -> documents.put(name, new Document(source, OpenApiMessages::bytes)));
    swagger =
        new Document(
            () -> SwaggerDocument.of(sources.values().stream().map(Supplier::get)),
            SwaggerMessages::bytes);
  }

  /// Serves `/openapi/v2`.
  public Handler v2() {
    return new DocumentHandler(swagger, "v2");
  }

  /// Serves `/openapi/v3`.
  public Handler index() {
    return _ -> Reply.json(200, new JsonWriter().node(indexTree()).toByteArray());
  }

  private ObjectNode indexTree() {
    var index = ScalarSchemas.empty();
    var paths = index.putObject("paths");
    documents.forEach(
        (name, document) -> paths.putObject(name).put("serverRelativeURL", url(name, document)));
    return index;
  }

  private static String url(String name, Document document) {
    return V3 + "/" + name + "?hash=" + document.in(Format.JSON).hash();
  }

  /// Serves what is below `/openapi/v3`.
  public Handler v3() {
    return call -> {
      var name = call.info().path().substring(V3.length() + 1);
      var document = documents.get(name);
      return document == null
          ? Reply.text(404, "404 page not found\n")
          : answer(call, name, document);
    };
  }

  /// What is asked for by its hash never changes; who asks by an old hash is sent to the new one.
  private static Reply answer(ApiCall call, String name, Document document) {
    var hash = call.query().text("hash");
    var present = document.in(Format.JSON).hash();
    if (!hash.isEmpty() && !hash.equals(present)) {
      return new Reply.Complete(
          301, new Headers().set("Location", url(name, document)), new byte[0]);
    }
    var reply = new DocumentHandler(document, "v3").answer(call);
    if (!hash.isEmpty()) {
      reply.headers().set("Cache-Control", "public, immutable");
    }
    return reply;
  }
}
