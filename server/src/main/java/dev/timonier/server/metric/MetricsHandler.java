package dev.timonier.server.metric;

import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.server.filter.Handler;
import dev.timonier.server.request.ApiCall;
import dev.timonier.server.request.Reply;
import dev.timonier.server.watchcache.ResourceFigures;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;

/// `/metrics`: all meters, in Prometheus's text format.
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
    return TextFormat.reply(metrics.all());
  }
}
