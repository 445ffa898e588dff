package dev.timonier.server.openapi;

import dev.timonier.server.filter.PlainError;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// A part of some content that a client asks for (`Range: bytes=0-499`, RFC 9110, section 14).
///
/// @param from the first byte
/// @param end behind the last byte; not behind `from` when the content has no such part
record ByteRange(int from, int end) {
  private static final Pattern ONE =
      Pattern.compile("bytes=(\\d{1,9})-(\\d{0,9})|bytes=-(\\d{1,9})");

  /// @return empty when not one part is asked for
  static Optional<ByteRange> parse(String header, int size) {
    var matcher = ONE.matcher(header);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var last = matcher.group(3);
    if (last != null) {
      return Optional.of(new ByteRange(Math.max(0, size - Integer.parseInt(last)), size));
    }
    var end = matcher.group(2);
    return Optional.of(
        new ByteRange(
            Integer.parseInt(matcher.group(1)),
            end.isEmpty() ? size : Math.min(size, Integer.parseInt(end) + 1)));
  }

  /// @param headers those of the whole content
  Reply of(byte[] content, Headers headers) {
    if (from >= end) {
      var refusal = PlainError.of(416, "invalid range: failed to overlap");
      refusal.headers().set("Content-Range", "bytes */" + content.length);
      return refusal;
    }
    headers.set("Content-Range", "bytes %d-%d/%d".formatted(from, end - 1, content.length));
    return new Reply.Complete(206, headers, Arrays.copyOfRange(content, from, end));
  }
}
