package dev.timonier.server.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// How a page is packed on its way.
enum PageBody {
  PLAIN,
  GZIP,
  DEFLATE;

  /// @param encoding the value of the header; empty when there is none
  /// @return empty when we cannot unpack it
  static Optional<PageBody> of(String encoding) {
    return switch (encoding) {
      case "" -> Optional.of(PLAIN);
      case "gzip" -> Optional.of(GZIP);
      case "deflate" -> Optional.of(DEFLATE);
      default -> Optional.empty();
    };
  }

  /// Copies a page and rewrites its links.
  void copy(InputStream input, OutputStream output, UnaryOperator<String> link) throws IOException {
    switch (this) {
      case PLAIN -> HtmlLinks.copy(new BufferedInputStream(input), output, link);
      case GZIP -> {
        try (var packed = new GZIPOutputStream(output)) {
          HtmlLinks.copy(new BufferedInputStream(new GZIPInputStream(input)), packed, link);
        }
      }
      case DEFLATE -> deflated(input, output, link);
    }
  }

  private static void deflated(InputStream input, OutputStream output, UnaryOperator<String> link)
      throws IOException {
    var inflater = new Inflater(true);
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (var packed = new DeflaterOutputStream(output, deflater)) {
      var unpacked = new InflaterInputStream(input, inflater);
      HtmlLinks.copy(new BufferedInputStream(unpacked), packed, link);
    } finally {
      inflater.end();
      deflater.end();
    }
  }
}
