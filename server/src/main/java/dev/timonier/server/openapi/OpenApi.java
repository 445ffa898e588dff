package dev.timonier.server.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.json.JsonWriter;
import dev.timonier.server.openapi.Document.Format;
import dev.timonier.server.openapi.ServedContent.Coding;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

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
  private static final int NOT_ACCEPTABLE = 406;
  private static final int NO_SUCH_PART = 416;

  /// As Go names the zone.
  private static final DateTimeFormatter EXPIRY =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.US);

  private final PrebuiltDocuments documents = new PrebuiltDocuments();
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Instant start;
  private final Document index = new Document(_ -> index());

  public OpenApi(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
    this.start = clock.instant();
  }

  /// Serves `/openapi/v2`.
  public Handler v2() {
    return call -> new DocumentHandler(documents.swagger(), "v2", start, random).answer(call);
  }

  /// Serves `/openapi/v3`, as what is made anew for each who asks.
  public Handler v3Index() {
    return call ->
        new ServedContent("text/plain; charset=utf-8", "", clock.instant(), Coding.IDENTITY, random)
            .answer(call.request(), new Headers(), index.in(Format.JSON));
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
    var handler = new DocumentHandler(document, "v3", start, random);
    if (!hash.isEmpty() && !hash.equals(documents.hash(name, Format.JSON))) {
      return handler.moved(call, url(name));
    }
    var reply = handler.answer(call);
    if (!hash.isEmpty() && reply.status() != NOT_ACCEPTABLE) {
      keepForEver(reply);
    }
    return reply;
  }

  /// But not that there is no such part.
  private void keepForEver(Reply reply) {
    var headers = reply.headers().set("Expires", inAYear());
    if (reply.status() != NO_SUCH_PART) {
      headers.set("Cache-Control", "public, immutable");
    }
  }

  private String inAYear() {
    return EXPIRY.format(clock.instant().atOffset(ZoneOffset.UTC).plusYears(1));
  }
}
