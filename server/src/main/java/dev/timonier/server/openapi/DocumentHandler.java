package dev.timonier.server.openapi;

import dev.timonier.server.filter.Handler;
import dev.timonier.server.openapi.Document.Format;
import dev.timonier.server.representation.MediaRange;
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
    return TaggedReply.of(call.request(), type(format.get()), document.in(format.get()));
  }

  private String type(Format format) {
    return switch (format) {
      case JSON -> "application/json";
      case PROTOBUF -> protobufType + ".v1.0+protobuf";
    };
  }

  private Optional<Format> format(HttpRequest request) {
    var accepted = MediaRange.of(request);
    return accepted.isEmpty()
        ? Optional.of(Format.JSON)
        : accepted.stream().map(this::format).flatMap(Optional::stream).findFirst();
  }

  /// Old clients write the version of the format with an at sign, which media types may not have.
  private Optional<Format> format(MediaRange range) {
    var type = range.type().replace('@', '.');
    if (type.equals(type(Format.PROTOBUF))) {
      return Optional.of(Format.PROTOBUF);
    }
    return List.of("application/json", "application/*", "*/*").contains(type)
        ? Optional.of(Format.JSON)
        : Optional.empty();
  }
}
