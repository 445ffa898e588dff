package dev.timonier.server.metric;

import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import java.util.function.Function;

/// The formats in which Prometheus reads metrics.
enum MetricsFormat {
  TEXT("text/plain; version=0.0.4; charset=utf-8"),
  OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

  private final String contentType;

  MetricsFormat(String contentType) {
    this.contentType = contentType;
  }

  /// OpenMetrics for who asks for that.
  static MetricsFormat wanted(ApiCall call) {
    var accepted = call.request().headers().first("Accept").orElse("");
    return accepted.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
  }

  /// @param scrape writes metrics as a type of content
  Reply reply(Function<String, byte[]> scrape) {
    var headers = Headers.contentType(contentType);
    return new Reply.Complete(200, headers, scrape.apply(contentType));
  }
}
