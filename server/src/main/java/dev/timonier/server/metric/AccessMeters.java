package dev.timonier.server.metric;

import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Decision;
import dev.timonier.server.filter.AccessNotes;
import dev.timonier.server.request.ApiCall;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// Counts who comes in, and measures how long it takes to find out.
public final class AccessMeters implements AccessNotes {
  private static final Duration[] DURATIONS =
      IntStream.range(0, 15)
          .mapToObj(power -> Duration.ofMillis(1L << power))
          .toArray(Duration[]::new);

  /// Those who are told by name: others would be too many.
  private static final Set<String> KNOWN =
      Set.of(
          "admin", "client", "kube_proxy", "kubelet", "system:serviceaccount:kube-system:default");

  private final MeterRegistry registry;
  private final CertificateMeter certificates;
  private final Map<String, Attempts> authentications = new ConcurrentHashMap<>();
  private final Map<String, Attempts> authorizations = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> users = new ConcurrentHashMap<>();

  public AccessMeters(Metrics metrics, InstantSource clock) {
    this.registry = metrics.meters();
    this.certificates = new CertificateMeter(registry, clock);
  }

  /// All with one result.
  private record Attempts(Runnable count, Timer duration) {
    private void add(long took) {
      count.run();
      duration.record(took, TimeUnit.NANOSECONDS);
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

  private Timer duration(String name, String help, String result) {
    return Timer.builder(name)
        .description(help)
        .tag("result", result)
        .serviceLevelObjectives(DURATIONS)
        .register(registry);
  }
}
