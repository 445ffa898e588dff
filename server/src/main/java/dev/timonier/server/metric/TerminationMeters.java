package dev.timonier.server.metric;

import dev.timonier.server.filter.Terminations;
import dev.timonier.server.request.ApiCall;
import io.micrometer.core.instrument.Counter;
import java.util.function.Predicate;

/// Counts the requests that the server ended to protect itself.
///
/// @param known which calls are of something that is there: others could have any labels
public record TerminationMeters(Metrics metrics, Predicate<ApiCall> known) implements Terminations {
  private static final int TOO_MANY_REQUESTS = 429;

  @Override
  public void ended(ApiCall call, int code) {
    if (!known.test(call)) {
      return;
    }
    var labels = RequestLabels.of(call);
    var told = Integer.toString(code);
    Counter.builder("apiserver_request_terminations_total")
        .description("Number of requests which apiserver terminated in self-defense.")
        .tags(labels.tagsWithoutDryRun().and("code", told))
        .register(metrics.meters())
        .increment();
    if (code == TOO_MANY_REQUESTS) {
      Counter.builder(RequestMeters.TOTAL)
          .description(RequestMeters.TOTAL_HELP)
          .tags(labels.tags().and("code", told))
          .register(metrics.meters())
          .increment();
    }
  }
}
