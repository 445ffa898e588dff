package dev.timonier.controllers.podautoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.controllers.runtime.Rejection;
import dev.timonier.machinery.quantity.Amount;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Asks the resource metrics API, where there is one, what pods use.
record ResourceMetrics(JsonClient client) {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /// What the pods use, by their names.
  ///
  /// @param container the only one that counts; empty for all
  Map<String, PodMetric> of(
      String namespace, String selector, String resource, Optional<String> container)
      throws MetricException, InterruptedException {
    var metrics = new HashMap<String, PodMetric>();
    for (var item : fetch(namespace, selector).path("items")) {
      metric(item, resource, container)
          .ifPresent(m -> metrics.put(item.path("metadata").path("name").asText(), m));
    }
    if (metrics.isEmpty()) {
      throw new MetricException("no metrics returned from resource metrics API");
    }
    return metrics;
  }

  private JsonNode fetch(String namespace, String selector)
      throws MetricException, InterruptedException {
    var query = URLEncoder.encode(selector, StandardCharsets.UTF_8);
    try {
      return client.get(
          "/apis/metrics.k8s.io/v1beta1/namespaces/" + namespace + "/pods?labelSelector=" + query);
    } catch (KubernetesClientException e) {
      throw new MetricException(
          "unable to fetch metrics from resource metrics API: " + message(Rejection.of(e)));
    }
  }

  private static String message(Rejection refusal) {
    return refusal.notFound()
        ? "the server could not find the requested resource (get pods.metrics.k8s.io)"
        : refusal.message();
  }

  private static Optional<PodMetric> metric(
      JsonNode item, String resource, Optional<String> container) {
    var milli = 0L;
    var found = false;
    for (var one : item.path("containers")) {
      var counts = container.isEmpty() || container.get().equals(one.path("name").asText());
      var usage = one.path("usage").path(resource);
      if (counts && usage.isMissingNode()) {
        return Optional.empty();
      }
      if (counts) {
        milli += Amount.parse(usage.asText()).milliValue();
        found = true;
      }
    }
    return found ? Optional.of(new PodMetric(milli, measured(item), WINDOW)) : Optional.empty();
  }

  private static Instant measured(JsonNode item) {
    return Instant.parse(item.path("timestamp").asText());
  }
}
