package dev.timonier.controllers.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import io.fabric8.kubernetes.api.model.certificates.v1.CertificateSigningRequestBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CleaningControllerTest {
  private final ControlPlane plane = new ControlPlane();

  @AfterEach
  void stop() {
    plane.close();
  }

  private record Case(
      String name, Optional<String> condition, Optional<Duration> certificate, Duration stays) {}

  static Stream<Case> cases() {
    var none = Optional.<Duration>empty();
    return Stream.of(
        new Case("pending", Optional.empty(), none, Duration.ofHours(24)),
        new Case("denied", Optional.of("Denied"), none, Duration.ofHours(1)),
        new Case("failed", Optional.of("Failed"), none, Duration.ofHours(1)),
        new Case("approved", Optional.of("Approved"), none, Duration.ofHours(24)),
        new Case(
            "issued",
            Optional.of("Approved"),
            Optional.of(Duration.ofDays(9)),
            Duration.ofHours(1)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void requestStaysForAWhile(Case request) {
    create(request);
    plane.run(CleaningController::create);
    plane.pass(request.stays().minusMinutes(1));
    assertThat(plane.api().count("certificatesigningrequests")).isOne();
    plane.pass(Duration.ofHours(1).plusMinutes(1));
    assertThat(plane.api().count("certificatesigningrequests")).isZero();
  }

  @Test
  void requestIsDeletedOnceItsCertificateHasExpired() {
    create(
        new Case(
            "expired",
            Optional.of("Approved"),
            Optional.of(Duration.ofSeconds(-1)),
            Duration.ZERO));
    plane.run(CleaningController::create);
    assertThat(plane.api().count("certificatesigningrequests")).isZero();
  }

  private void create(Case wanted) {
    var now = plane.time().instant();
    var request =
        TestRequests.of(
            "kubernetes.io/kube-apiserver-client", "CN=jane", List.of(), List.of("client auth"));
    var created = plane.api().create(request);
    var status = new CertificateSigningRequestBuilder(created).withNewStatus();
    wanted
        .condition()
        .ifPresent(
            type ->
                status
                    .addNewCondition()
                    .withType(type)
                    .withStatus("True")
                    .withLastUpdateTime(now.toString())
                    .endCondition());
    wanted
        .certificate()
        .map(life -> TestRequests.certificate(now.minus(Duration.ofDays(1)), now.plus(life)))
        .ifPresent(status::withCertificate);
    plane.client().resource(status.endStatus().build()).updateStatus();
  }
}
