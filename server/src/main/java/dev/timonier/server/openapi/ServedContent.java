package dev.timonier.server.openapi;

import dev.timonier.server.filter.PlainError;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// What a client gets of some content: all, a part, or nothing that it has already, in the order of
/// RFC 9110, section 13.2.2.
///
/// @param tag quoted; empty when there is none
/// @param modified when the content came to be, to the second
/// @param random for what stands between several parts
record ServedContent(
    String type, String tag, Instant modified, Coding coding, RandomGenerator random) {
  /// How a body may be encoded for who can read that.
  enum Coding {
    IDENTITY,
    GZIP
  }

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final byte[] NOTHING = {};
  private static final int BOUNDARY_BYTES = 30;

  /// In bytes: smaller parts are not compressed.
  private static final int LEAST_COMPRESSED = 1400;

  ServedContent {
    modified = modified.truncatedTo(ChronoUnit.SECONDS);
  }

  /// @param headers those that the answer has in any case
  Reply answer(HttpRequest request, Headers headers, Rendition rendition) {
    if (!tag.isEmpty()) {
      headers.set("Etag", tag);
    }
    if (isUnlike(request)) {
      return new Reply.Complete(412, described(headers), NOTHING);
    }
    if (isHeld(request)) {
      return READS.contains(request.method())
          ? new Reply.Complete(304, headers, NOTHING)
          : new Reply.Complete(412, described(headers), NOTHING);
    }
    return content(request, headers, rendition);
  }

  private Headers described(Headers headers) {
    return headers.set("Content-Type", type).set("Last-Modified", DATE.format(modified));
  }

  private Reply content(HttpRequest request, Headers headers, Rendition rendition) {
    var wanted = request.headers().first("Range").filter(_ -> isSameAsBefore(request));
    if (wanted.isEmpty()) {
      return whole(request, headers, rendition);
    }
    var content = rendition.plain();
    return switch (WantedParts.parse(wanted.get(), content.length)) {
      case WantedParts.Malformed() -> refusal(headers, "invalid range");
      case WantedParts.Absent() -> {
        var refusal = refusal(headers, "invalid range: failed to overlap");
        refusal.headers().set("Content-Range", "bytes */" + content.length);
        yield refusal;
      }
      case WantedParts.Present(var parts) when parts.isEmpty() ->
          whole(request, headers, rendition);
      case WantedParts.Present(var parts) -> parts(request, headers, content, parts);
    };
  }

  private Reply whole(HttpRequest request, Headers headers, Rendition rendition) {
    described(headers).set("Accept-Ranges", "bytes");
    return isCompressed(request)
        ? new Reply.Complete(200, compressed(headers), rendition.compressed())
        : new Reply.Complete(200, headers, rendition.plain());
  }

  private Reply parts(
      HttpRequest request, Headers headers, byte[] content, List<WantedParts.Part> parts) {
    described(headers).set("Accept-Ranges", "bytes");
    var body =
        parts.size() == 1
            ? single(headers, content, parts.getFirst())
            : multiple(headers, content, parts);
    return isCompressed(request) && body.length >= LEAST_COMPRESSED
        ? new Reply.Complete(206, compressed(headers), Rendition.compress(body))
        : new Reply.Complete(206, headers, body);
  }

  private static byte[] single(Headers headers, byte[] content, WantedParts.Part part) {
    headers.set("Content-Range", part.within(content.length));
    return Arrays.copyOfRange(content, part.from(), part.end());
  }

  private byte[] multiple(Headers headers, byte[] content, List<WantedParts.Part> parts) {
    var boundary = boundary();
    headers.set("Content-Type", "multipart/byteranges; boundary=" + boundary);
    var body = new ByteArrayOutputStream();
    var between = "";
    for (var part : parts) {
      var head =
          between
              + "--%s\r\nContent-Range: %s\r\nContent-Type: %s\r\n\r\n"
                  .formatted(boundary, part.within(content.length), type);
      body.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
      body.write(content, part.from(), part.length());
      between = "\r\n";
    }
    body.writeBytes("\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.ISO_8859_1));
    return body.toByteArray();
  }

  private String boundary() {
    var bytes = new byte[BOUNDARY_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static Reply refusal(Headers headers, String text) {
    var refusal = PlainError.of(416, text);
    headers.all("Vary").forEach(name -> refusal.headers().add("Vary", name));
    return refusal;
  }

  /// Heads tell of the body as it is without.
  private boolean isCompressed(HttpRequest request) {
    return coding == Coding.GZIP && acceptsGzip(request) && !request.method().equals("HEAD");
  }

  private static Headers compressed(Headers headers) {
    return headers.set("Content-Encoding", "gzip");
  }

  private boolean isUnlike(HttpRequest request) {
    var expected = request.headers().all("If-Match");
    return expected.isEmpty()
        ? since(request, "If-Unmodified-Since").filter(modified::isAfter).isPresent()
        : expected.stream().noneMatch(header -> names(header, tag));
  }

  private boolean isHeld(HttpRequest request) {
    var held = request.headers().all("If-None-Match");
    if (!held.isEmpty()) {
      return held.stream().anyMatch(header -> names(header.replace("W/", ""), tag));
    }
    return READS.contains(request.method())
        && since(request, "If-Modified-Since").filter(time -> !modified.isAfter(time)).isPresent();
  }

  /// Who continues what it has a part of says of which content.
  private boolean isSameAsBefore(HttpRequest request) {
    var known = request.headers().first("If-Range").orElse("");
    return known.isEmpty()
        || (known.startsWith("\"")
            ? known.equals(tag)
            : date(known).filter(modified::equals).isPresent());
  }

  private static boolean names(String header, String tag) {
    return Arrays.stream(header.split(","))
        .map(String::strip)
        .anyMatch(text -> text.equals("*") || (text.equals(tag) && !tag.isEmpty()));
  }

  private static Optional<Instant> since(HttpRequest request, String header) {
    return request.headers().first(header).flatMap(ServedContent::date);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(DATE.parse(text, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static boolean acceptsGzip(HttpRequest request) {
    return Arrays.stream(request.headers().lower("Accept-Encoding").split(","))
        .map(coding -> coding.replaceAll("\\s", "").split(";q=", 2))
        .anyMatch(coding -> coding[0].equals("gzip") && !isZero(coding));
  }

  private static boolean isZero(String[] coding) {
    return coding.length > 1 && coding[1].matches("0(\\.0*)?");
  }
}
