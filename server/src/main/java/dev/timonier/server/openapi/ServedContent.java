package dev.timonier.server.openapi;

import dev.timonier.server.request.Headers;
import dev.timonier.server.request.HttpRequest;
import dev.timonier.server.request.Reply;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a client gets of some content: all, a part, or nothing that it has already, in the order of
/// RFC 9110, section 13.2.2. Who asks for several parts gets all.
///
/// @param tag quoted; empty when there is none
/// @param modified when the content came to be, to the second
record ServedContent(String type, String tag, Instant modified, Coding coding) {
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
    var wanted = request.headers().first("Range").filter(_ -> isSameAsBefore(request));
    return wanted.isPresent()
        ? part(headers, rendition, wanted.get())
        : whole(request, headers, rendition);
  }

  private Headers described(Headers headers) {
    return headers.set("Content-Type", type).set("Last-Modified", DATE.format(modified));
  }

  private Reply whole(HttpRequest request, Headers headers, Rendition rendition) {
    described(headers).set("Accept-Ranges", "bytes");
    if (coding == Coding.IDENTITY || !acceptsGzip(request)) {
      return new Reply.Complete(200, headers, rendition.plain());
    }
    headers.set("Content-Encoding", "gzip");
    if (!headers.all("Vary").contains("Accept-Encoding")) {
      headers.add("Vary", "Accept-Encoding");
    }
    return new Reply.Complete(200, headers, rendition.compressed());
  }

  private Reply part(Headers headers, Rendition rendition, String wanted) {
    var content = rendition.plain();
    return ByteRange.parse(wanted, content.length)
        .map(range -> range.of(content, described(headers).set("Accept-Ranges", "bytes")))
        .orElseGet(() -> new Reply.Complete(200, described(headers), content));
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
