package dev.timonier.server.metric;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.deflate.Deflated;
import dev.timonier.server.deflate.GzipBody;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.representation.MediaRange;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Headers;
import dev.timonier.server.request.Reply;
import dev.timonier.server.watchcache.ResourceFigures;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// `/metrics`: all meters, in Prometheus's text format, compressed for who accepts that. `DELETE`
/// resets them.
public final class MetricsHandler implements Handler {
  private final Metrics metrics;

  /// @param resources those that are stored, as of now
  public MetricsHandler(
      Metrics metrics,
      Supplier<Collection<GroupResource>> resources,
      Function<GroupResource, ResourceFigures> figures) {
    this.metrics = metrics;
    metrics.show(new ObjectMeters(resources, figures)::all);
  }

  @Override
  public Reply answer(ApiCall call) {
    if (isReset(call)) {
      metrics.reset();
      return reset();
    }
    var reply = TextFormat.reply(metrics.all());
    return acceptsGzip(call.request().headers()) ? compressed(reply) : reply;
  }

  /// Whether somebody wants to begin anew to count.
  static boolean isReset(ApiCall call) {
    return call.request().method().equals("DELETE");
  }

  static Reply reset() {
    return Reply.text(200, "metrics reset\n");
  }

  /// As Prometheus's own handler chooses: what is liked better than none.
  private static boolean acceptsGzip(Headers headers) {
    var codings = String.join(",", headers.all("Accept-Encoding"));
    var gzip = weight(codings, "gzip");
    return gzip > 0 && gzip > weight(codings, "identity");
  }

  private static double weight(String codings, String wanted) {
    return MediaRange.of(List.of(codings)).stream()
        .filter(range -> range.type().equals("*") || range.type().equals(wanted))
        .mapToDouble(MediaRange::quality)
        .max()
        .orElse(-1);
  }

  private static Reply compressed(Reply.Complete reply) {
    var body = new GzipBody();
    body.append(Deflated.of(reply.body()));
    reply.headers().set("Content-Encoding", "gzip");
    return new Reply.Complete(reply.status(), reply.headers(), body.end().drain());
  }
}
