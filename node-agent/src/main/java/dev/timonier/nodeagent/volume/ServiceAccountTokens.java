package dev.timonier.nodeagent.volume;

import dev.timonier.nodeagent.reference.Texts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// The tokens of pods' service accounts, bound to the pods. Each is asked for anew after four
/// fifths of its life, or after a day.
final class ServiceAccountTokens {
  private static final Duration LONGEST_USE = Duration.ofHours(24);
  private static final long USUAL_SECONDS = 3600;

  private final KubernetesClient client;
  private final InstantSource clock;
  private final Map<Key, Token> tokens = new ConcurrentHashMap<>();

  private record Key(String uid, String audience, long seconds) {}

  private record Token(String text, Instant renew) {}

  ServiceAccountTokens(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /// @throws VolumeFailure when the API gives none
  String token(Pod pod, ServiceAccountTokenProjection source) {
    var key =
        new Key(
            pod.getMetadata().getUid(),
            Texts.orEmpty(source.getAudience()),
            Objects.requireNonNullElse(source.getExpirationSeconds(), USUAL_SECONDS));
    var known = tokens.get(key);
    if (known != null && clock.instant().isBefore(known.renew())) {
      return known.text();
    }
    var fresh = request(pod, key);
    tokens.put(key, fresh);
    return fresh.text();
  }

  void forget(String uid) {
    tokens.keySet().removeIf(key -> key.uid().equals(uid));
  }

  private Token request(Pod pod, Key key) {
    var path =
        "/api/v1/namespaces/%s/serviceaccounts/%s/token"
            .formatted(
                pod.getMetadata().getNamespace(),
                Texts.orEmpty(pod.getSpec().getServiceAccountName()));
    try {
      var answer = client.raw(path, "POST", body(pod, key));
      return token(client.getKubernetesSerialization().unmarshal(answer, TokenRequest.class), key);
    } catch (KubernetesClientException e) {
      throw new VolumeFailure("failed to fetch token: " + e.getMessage(), e);
    }
  }

  private Token token(TokenRequest answered, Key key) {
    var use = Duration.ofSeconds(key.seconds()).multipliedBy(4).dividedBy(5);
    var renew = clock.instant().plus(use.compareTo(LONGEST_USE) < 0 ? use : LONGEST_USE);
    return new Token(answered.getStatus().getToken(), renew);
  }

  private static TokenRequest body(Pod pod, Key key) {
    return new TokenRequestBuilder()
        .withNewSpec()
        .withAudiences(key.audience().isEmpty() ? List.of() : List.of(key.audience()))
        .withExpirationSeconds(key.seconds())
        .withNewBoundObjectRef()
        .withApiVersion("v1")
        .withKind("Pod")
        .withName(pod.getMetadata().getName())
        .withUid(pod.getMetadata().getUid())
        .endBoundObjectRef()
        .endSpec()
        .build();
  }
}
