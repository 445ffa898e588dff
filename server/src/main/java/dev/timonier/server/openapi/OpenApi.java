package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.openapi.Document.Format;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// Serves the description of the API
/// (<https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-interface-definition>):
/// one document of OpenAPI v2, and many of v3 with an index. What `kubectl explain` prints and what
/// `kubectl apply` checks comes from here. The build has made the documents; none is read before
/// somebody asks for it.
///
/// ```
/// /openapi/v2
/// /openapi/v3                             {"paths": {"apis/apps/v1": {"serverRelativeURL": …}}}
/// /openapi/v3/apis/apps/v1?hash=01AB…     may be kept for ever
/// ```
public final class OpenApi {
  private static final String V3 = "/openapi/v3";
  private static final int LONGEST_DAYS = 365;

  private final PrebuiltDocuments documents = new PrebuiltDocuments();
  private final InstantSource clock;
  private final Document index = new Document(_ -> index());

  public OpenApi(InstantSource clock) {
    this.clock = clock;
  }

  /// Serves `/openapi/v2`.
  public Handler v2() {
    return call -> new DocumentHandler(documents.swagger(), "v2").answer(call);
  }

  /// Serves `/openapi/v3`.
  public Handler v3Index() {
    return call -> TaggedReply.of(call.request(), "application/json", index.in(Format.JSON));
  }

  private Rendition index() {
    return Rendition.of(new JsonWriter().node(indexTree()).toByteArray());
  }

  private ObjectNode indexTree() {
    var tree = ScalarSchemas.empty();
    var paths = tree.putObject("paths");
    for (var name : documents.names()) {
      paths.putObject(name).put("serverRelativeURL", url(name));
    }
    return tree;
  }

  private String url(String name) {
    return V3 + "/" + name + "?hash=" + documents.hash(name, Format.JSON);
  }

  /// Serves what is below `/openapi/v3`.
  public Handler v3() {
    return call -> {
      var name = call.info().path().substring(V3.length() + 1);
      return documents
          .find(name)
          .map(document -> answer(call, name, document))
          .orElseGet(() -> new Reply.Complete(404, new Headers(), new byte[0]));
    };
  }

  /// What is asked for by its hash never changes; who asks by an old hash is sent to the new one.
  private Reply answer(ApiCall call, String name, Document document) {
    var hash = call.query().text("hash");
    if (!hash.isEmpty() && !hash.equals(documents.hash(name, Format.JSON))) {
      return new Reply.Complete(301, new Headers().set("Location", url(name)), new byte[0]);
    }
    var reply = new DocumentHandler(document, "v3").answer(call);
    if (!hash.isEmpty()) {
      reply.headers().set("Cache-Control", "public, immutable").set("Expires", inAYear());
    }
    return reply;
  }

  private String inAYear() {
    var end = clock.instant().plus(LONGEST_DAYS, ChronoUnit.DAYS);
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(end.atZone(ZoneOffset.UTC));
  }
}
