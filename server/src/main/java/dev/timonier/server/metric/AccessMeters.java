package dev.timonier.server.metric;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.timonier.server.authn.User;
import dev.timonier.server.authz.Decision;
import dev.timonier.server.filter.AccessNotes;
import dev.timonier.server.request.ApiCall;
import dev.timonier.storage.metric.Histogram;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// Counts who comes in, and measures how long it takes to find out.
public final class AccessMeters implements AccessNotes {
  private static final double[] DURATIONS =
      IntStream.range(0, 15).mapToDouble(power -> (1L << power) / 1e3).toArray();

  private static final double[] FILTER_DURATIONS = {
    0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 5, 10, 15, 30
  };

  /// Those who are told by name: others would be too many.
  private static final Set<String> KNOWN =
      Set.of(
          "admin", "client", "kube_proxy", "kubelet", "system:serviceaccount:kube-system:default");

  private final Metrics metrics;
  private final CertificateMeter certificates;
  private final Attempts authenticated;
  private final Attempts notAuthenticated;
  private final ImpersonationMeters impersonations;
  private final Attempts allowed;
  private final Attempts denied;
  private final Attempts noOpinion;
  private final Histogram authentication;
  private final Histogram impersonation;
  private final Histogram authorization;
  private final Map<String, LongAdder> known;
  private final LongAdder emails;
  private final LongAdder others;

  public AccessMeters(Metrics metrics, InstantSource clock) {
    this.metrics = metrics;
    this.certificates = new CertificateMeter(metrics, clock);
    this.authenticated = authentications("success");
    this.notAuthenticated = authentications("error");
    this.impersonations = new ImpersonationMeters(metrics);
    this.allowed = authorizations("allowed");
    this.denied = authorizations("denied");
    this.noOpinion = authorizations("no-opinion");
    this.authentication = filter("authentication");
    this.impersonation = filter("constrainedimpersonation");
    this.authorization = filter("authorization");
    this.known = KNOWN.stream().collect(toUnmodifiableMap(identity(), this::counter));
    this.emails = counter("email_id");
    this.others = counter("other");
  }

  /// All with one result.
  private record Attempts(LongAdder count, Histogram duration) {
    private void add(long took) {
      count.increment();
      duration.recordNanos(took);
    }
  }

  @Override
  public void authenticated(ApiCall call, User user, long took) {
    authenticated.add(took);
    authentication.recordNanos(took);
    requestsOf(user.name()).increment();
    var shown = call.request().peer().certificates();
    if (!shown.isEmpty()) {
      certificates.shown(shown.getFirst());
    }
  }

  @Override
  public void notAuthenticated(long took) {
    notAuthenticated.add(took);
    authentication.recordNanos(took);
  }

  @Override
  public void impersonated(long took) {
    impersonation.recordNanos(took);
  }

  @Override
  public void mayImpersonate(String mode, long took) {
    impersonations.attempted(mode, ImpersonationMeters.Verdict.ALLOWED, took);
  }

  @Override
  public void mayNotImpersonate(long took) {
    impersonations.attempted("", ImpersonationMeters.Verdict.DENIED, took);
  }

  @Override
  public void impersonationAuthorized(String mode, Decision decision, long took) {
    impersonations.authorized(mode, decision, took);
  }

  @Override
  public void authorized(Decision decision, long took) {
    switch (decision.verdict()) {
      case ALLOW -> {
        allowed.add(took);
        authorization.recordNanos(took);
      }
      case DENY -> denied.add(took);
      case NO_OPINION -> noOpinion.add(took);
    }
  }

  private LongAdder requestsOf(String user) {
    return known.getOrDefault(user, user.contains("@") ? emails : others);
  }

  private LongAdder counter(String user) {
    return metrics.counter(
        "authenticated_user_requests",
        "[ALPHA] Counter of authenticated requests broken out by username.",
        Map.of("username", user));
  }

  private Attempts authentications(String result) {
    var labels = Map.of("result", result);
    return new Attempts(
        metrics.counter(
            "authentication_attempts", "[ALPHA] Counter of authenticated attempts.", labels),
        metrics.histogram(
            "authentication_duration_seconds",
            "[ALPHA] Authentication duration in seconds broken out by result.",
            labels,
            DURATIONS));
  }

  private Attempts authorizations(String result) {
    var labels = Map.of("result", result);
    return new Attempts(
        metrics.counter(
            "authorization_attempts_total",
            "[ALPHA] Counter of authorization attempts broken down by result. It can be either"
                + " 'allowed', 'denied', 'no-opinion' or 'error'.",
            labels),
        metrics.histogram(
            "authorization_duration_seconds",
            "[ALPHA] Authorization duration in seconds broken out by result.",
            labels,
            DURATIONS));
  }

  private Histogram filter(String name) {
    return metrics.histogram(
        "apiserver_request_filter_duration_seconds",
        "[ALPHA] Request filter latency distribution in seconds, for each filter type",
        Map.of("filter", name),
        FILTER_DURATIONS);
  }
}
