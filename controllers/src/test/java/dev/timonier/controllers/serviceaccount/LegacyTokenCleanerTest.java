package dev.timonier.controllers.serviceaccount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.controllers.fixture.Samples;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LegacyTokenCleanerTest {
  private static final Duration UNUSED = Duration.ofDays(10);
  private static final String LAST_USED = "kubernetes.io/legacy-token-last-used";
  private static final String INVALID_SINCE = "kubernetes.io/legacy-token-invalid-since";

  private final ControlPlane plane = new ControlPlane();
  private ServiceAccount account;

  @BeforeEach
  void start() {
    account =
        plane
            .api()
            .create(
                new ServiceAccountBuilder()
                    .withNewMetadata()
                    .withNamespace("default")
                    .withName("bot")
                    .endMetadata()
                    .addNewSecret()
                    .withName("bot-token")
                    .endSecret()
                    .build());
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(plane.time().instant(), ZoneOffset.UTC);
  }

  private void track(String since) {
    plane
        .api()
        .create(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName("kube-apiserver-legacy-service-account-token-tracking")
                .endMetadata()
                .withData(Map.of("since", since))
                .build());
  }

  private Secret create(String name, Map<String, String> labels) {
    return plane
        .api()
        .create(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .withLabels(labels)
                .addToAnnotations(TokenSecret.ACCOUNT, "bot")
                .addToAnnotations(TokenSecret.ACCOUNT_UID, account.getMetadata().getUid())
                .endMetadata()
                .withType(TokenSecret.TYPE)
                .build());
  }

  private Secret create() {
    return create("bot-token", Map.of());
  }

  private void run() {
    plane.run(context -> LegacyTokenCleaner.create(context, UNUSED));
  }

  private void passDays(int days) {
    for (var day = 0; day < days; day++) {
      plane.time().advance(Duration.ofDays(1));
      plane.settle();
    }
  }

  private String mark(Secret secret) {
    return plane.read(secret).getMetadata().getLabels().getOrDefault(INVALID_SINCE, "");
  }

  @Test
  void unusedTokenIsMarkedAndDeletedAnotherPeriodLater() {
    track(today().toString());
    var secret = create();
    run();
    passDays(10);
    assertThat(plane.read(secret).getMetadata().getLabels()).isNullOrEmpty();

    passDays(1);
    assertThat(mark(secret)).isEqualTo(today().toString());
    passDays(10);
    assertThat(mark(secret)).isNotEmpty();
    passDays(1);
    assertThat(plane.read(secret)).isNull();
  }

  @Test
  void podWhosePullSecretHasNoNameKeepsNoToken() {
    track(today().toString());
    var secret = create();
    plane
        .api()
        .create(
            new PodBuilder(Samples.pod("web", "web"))
                .editSpec()
                .addNewImagePullSecret()
                .endImagePullSecret()
                .endSpec()
                .build());
    run();
    passDays(11);
    assertThat(mark(secret)).isEqualTo(today().toString());
  }

  private record Kept(String name, String secret, Map<String, String> labels) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kept> kept() {
    return Stream.of(
        new Kept("not made with its account", "other", Map.of()),
        new Kept("used on a day that is none", "bot-token", Map.of(LAST_USED, "yesterday")),
        new Kept("used much later", "bot-token", Map.of(LAST_USED, "2999-01-01")));
  }

  @ParameterizedTest
  @MethodSource("kept")
  void tokenThatMayBeUsedIsLeftAlone(Kept token) {
    track(today().toString());
    var secret = create(token.secret(), token.labels());
    run();
    passDays(30);
    assertThat(plane.read(secret).getMetadata().getLabels())
        .isEqualTo(secret.getMetadata().getLabels());
  }

  @Test
  void tokenOfAPodIsLeftAlone() {
    track(today().toString());
    var secret = create();
    var volume =
        new VolumeBuilder()
            .withName("t")
            .withNewProjected()
            .addNewSource()
            .withNewSecret()
            .withName("bot-token")
            .endSecret()
            .endSource()
            .endProjected()
            .build();
    plane
        .api()
        .create(
            new PodBuilder(Samples.pod("web", "web"))
                .editSpec()
                .addToVolumes(volume)
                .endSpec()
                .build());
    run();
    passDays(30);
    assertThat(plane.read(secret).getMetadata().getLabels()).isNullOrEmpty();
  }

  @Test
  void nothingIsMarkedWhereUseIsNotTracked() {
    var secret = create();
    run();
    passDays(30);
    assertThat(plane.read(secret).getMetadata().getLabels()).isNullOrEmpty();
  }

  @Test
  void nothingIsMarkedUntilUseHasBeenTrackedForAPeriod() {
    track(today().plusDays(20).toString());
    var secret = create();
    run();
    passDays(30);
    assertThat(plane.read(secret).getMetadata().getLabels()).isNullOrEmpty();
    passDays(1);
    assertThat(mark(secret)).isEqualTo(today().toString());
  }
}
