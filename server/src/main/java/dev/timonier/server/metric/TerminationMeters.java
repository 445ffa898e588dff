package dev.timonier.server.metric;

import dev.timonier.server.filter.Terminations;
import dev.timonier.server.request.ApiCall;
import java.util.Map;
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
    metrics
        .counter(
            "apiserver_request_terminations_total",
            "[ALPHA] Number of requests which apiserver terminated in self-defense.",
            RequestLabels.with(place(call, labels), "code", Integer.toString(code)))
        .increment();
    if (code == TOO_MANY_REQUESTS) {
      RequestMeters.total(metrics, labels, code).increment();
    }
  }

  /// A path that is none of a resource stands where others have their subresource.
  private static Map<String, String> place(ApiCall call, RequestLabels labels) {
    return call.info().isResourceRequest()
        ? labels.withoutDryRun()
        : RequestLabels.with(labels.withoutDryRun(), "subresource", call.info().path());
  }
}
