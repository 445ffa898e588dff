package dev.timonier.server.openapi;

import dev.timonier.server.filter.Handler;
import dev.timonier.server.openapi.Document.Format;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import java.util.List;
import java.util.Optional;

/// Serves a document in the format that the client likes, or nothing if the client has it.
final class DocumentHandler implements Handler {
  private final Document document;
  private final String protobufType;

  /// @param version of OpenAPI: `v2` or `v3`
  DocumentHandler(Document document, String version) {
    this.document = document;
    this.protobufType = "application/com.github.proto-openapi.spec." + version;
  }

  @Override
  public Reply answer(ApiCall call) {
    var format = format(call.request());
    if (format.isEmpty()) {
      return new Reply.Complete(406, new Headers().set("Vary", "Accept"), new byte[0]);
    }
    var rendition = document.in(format.get());
    var tag = "\"" + rendition.hash() + "\"";
    var headers = Headers.contentType(type(format.get())).set("Etag", tag).set("Vary", "Accept");
    return call.request().headers().all("If-None-Match").contains(tag)
        ? new Reply.Complete(304, headers, new byte[0])
        : body(call.request(), headers, rendition);
  }

  private static Reply body(HttpRequest request, Headers headers, Rendition rendition) {
    if (!request.headers().lower("Accept-Encoding").contains("gzip")) {
      return new Reply.Complete(200, headers, rendition.plain());
    }
    headers.set("Content-Encoding", "gzip");
    return new Reply.Complete(200, headers, rendition.compressed());
  }

  private String type(Format format) {
    return switch (format) {
      case JSON -> "application/json";
      case PROTOBUF -> protobufType + ".v1.0+protobuf";
    };
  }

  private Optional<Format> format(HttpRequest request) {
    var accepted = String.join(",", request.headers().all("Accept"));
    var ranges = accepted.isBlank() ? List.of("*/*") : List.of(accepted.split(","));
    return ranges.stream().map(this::format).flatMap(Optional::stream).findFirst();
  }

  /// Old clients write the version of the format with an at sign, which media types may not have.
  private Optional<Format> format(String range) {
    var type = range.split(";", 2)[0].strip().replace('@', '.');
    if (type.equals(type(Format.PROTOBUF))) {
      return Optional.of(Format.PROTOBUF);
    }
    return List.of("application/json", "application/*", "*/*").contains(type)
        ? Optional.of(Format.JSON)
        : Optional.empty();
  }
}
