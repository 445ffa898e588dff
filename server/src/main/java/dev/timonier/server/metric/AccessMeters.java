package dev.timonier.server.metric;

import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Decision;
import dev.timonier.server.filter.AccessNotes;
import dev.timonier.server.request.ApiCall;
import dev.timonier.storage.metric.Histogram;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// Counts who comes in, and measures how long it takes to find out.
public final class AccessMeters implements AccessNotes {
  private static final double[] DURATIONS =
      IntStream.range(0, 15).mapToDouble(power -> (1L << power) / 1e3).toArray();

  private static final double NANOS_PER_SECOND = 1e9;

  /// Those who are told by name: others would be too many.
  private static final Set<String> KNOWN =
      Set.of(
          "admin", "client", "kube_proxy", "kubelet", "system:serviceaccount:kube-system:default");

  private final Metrics metrics;
  private final MeterRegistry registry;
  private final CertificateMeter certificates;
  private final Map<String, Attempts> authentications = new ConcurrentHashMap<>();
  private final Map<String, Attempts> authorizations = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> users = new ConcurrentHashMap<>();

  public AccessMeters(Metrics metrics, InstantSource clock) {
    this.metrics = metrics;
    this.registry = metrics.meters();
    this.certificates = new CertificateMeter(metrics, clock);
  }

  /// All with one result.
  private record Attempts(Runnable count, Histogram duration) {
    private void add(long took) {
      count.run();
      duration.record(took / NANOS_PER_SECOND);
    }
  }

  @Override
  public void authenticated(ApiCall call, User user, long took) {
    authentication("success").add(took);
    users.computeIfAbsent(category(user.name()), this::counter).increment();
    call.request().peer().certificates().stream().findFirst().ifPresent(certificates::shown);
  }

  @Override
  public void notAuthenticated(long took) {
    authentication("error").add(took);
  }

  @Override
  public void authorized(Decision decision, long took) {
    var result =
        switch (decision.verdict()) {
          case ALLOW -> "allowed";
          case DENY -> "denied";
          case NO_OPINION -> "no-opinion";
        };
    authorizations.computeIfAbsent(result, this::authorizations).add(took);
  }

  private Attempts authentication(String result) {
    return authentications.computeIfAbsent(result, this::authentications);
  }

  private static String category(String user) {
    return KNOWN.contains(user) ? user : user.contains("@") ? "email_id" : "other";
  }

  private LongAdder counter(String user) {
    return count(
        "authenticated_user_requests",
        "Counter of authenticated requests broken out by username.",
        Tag.of("username", user));
  }

  /// A counter whose name does not end in `_total`, as Prometheus's library wants of counters: it
  /// takes it for a gauge.
  private LongAdder count(String name, String help, Tag tag) {
    var count = new LongAdder();
    Gauge.builder(name, count, LongAdder::sum)
        .description(help)
        .tags(List.of(tag))
        .strongReference(true)
        .register(registry);
    return count;
  }

  private Attempts authentications(String result) {
    var count =
        count(
            "authentication_attempts",
            "Counter of authenticated attempts.",
            Tag.of("result", result));
    return new Attempts(
        count::increment,
        duration(
            "authentication_duration_seconds",
            "Authentication duration in seconds broken out by result.",
            result));
  }

  private Attempts authorizations(String result) {
    var count =
        Counter.builder("authorization_attempts_total")
            .description(
                "Counter of authorization attempts broken down by result. It can be either"
                    + " 'allowed', 'denied', 'no-opinion' or 'error'.")
            .tag("result", result)
            .register(registry);
    return new Attempts(
        count::increment,
        duration(
            "authorization_duration_seconds",
            "Authorization duration in seconds broken out by result.",
            result));
  }

  private Histogram duration(String name, String help, String result) {
    return metrics.histogram(name, help, Tags.of("result", result), DURATIONS);
  }
}
