package dev.timonier.server.openapi;

import dev.timonier.server.filter.Handler;
import dev.timonier.server.openapi.Document.Format;
import dev.timonier.server.openapi.ServedContent.Coding;
import dev.timonier.server.representation.MediaRange;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/// Serves a document in the format that the client likes, or nothing if the client has it.
final class DocumentHandler implements Handler {
  private final Document document;
  private final String protobufType;
  private final Coding coding;
  private final Instant made;
  private final List<String> vary;
  private final RandomGenerator random;

  /// @param version of OpenAPI: `v2` or `v3`
  /// @param made when the document came to be
  DocumentHandler(Document document, String version, Instant made, RandomGenerator random) {
    var isFirst = version.equals("v2");
    this.document = document;
    this.protobufType = "application/com.github.proto-openapi.spec." + version;
    this.coding = isFirst ? Coding.GZIP : Coding.IDENTITY;
    this.made = made;
    this.vary = isFirst ? List.of("Accept-Encoding", "Accept") : List.of("Accept");
    this.random = random;
  }

  @Override
  public Reply answer(ApiCall call) {
    var request = call.request();
    return answer(
        request,
        (headers, format) ->
            new ServedContent(type(format), tag(), made, coding, random)
                .answer(request, headers, document.in(format)));
  }

  /// Sends a client to where the document is.
  Reply moved(ApiCall call, String url) {
    return answer(
        call.request(),
        (headers, format) -> {
          headers.set("Content-Type", type(format)).set("Etag", tag()).set("Location", url);
          return new Reply.Complete(301, headers, new byte[0]);
        });
  }

  private Reply answer(HttpRequest request, BiFunction<Headers, Format, Reply> served) {
    var headers = new Headers();
    vary.forEach(name -> headers.add("Vary", name));
    return format(request)
        .map(format -> served.apply(headers, format))
        .orElseGet(() -> new Reply.Complete(406, headers, new byte[0]));
  }

  /// All formats have the tag of one of them.
  private String tag() {
    return "\"" + document.in(Format.JSON).hash() + "\"";
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
