package dev.timonier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.fake.FakeApi;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.time.VirtualTime;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaderLeaseTest {
  private final VirtualTime time = new VirtualTime();
  private final FakeApi api = new FakeApi(time);

  private LeaderLease hold() {
    return LeaderLease.hold("kube-scheduler", "me", api.client(), time, Runnable::run);
  }

  private LeaseSpec spec() {
    return api.client()
        .leases()
        .inNamespace("kube-system")
        .withName("kube-scheduler")
        .get()
        .getSpec();
  }

  private void heldByAnother() {
    api.create(
        new LeaseBuilder()
            .withNewMetadata()
            .withName("kube-scheduler")
            .withNamespace("kube-system")
            .endMetadata()
            .withNewSpec()
            .withHolderIdentity("other")
            .withLeaseDurationSeconds(15)
            .withRenewTime(time.instant().atZone(ZoneOffset.UTC))
            .withLeaseTransitions(3)
            .endSpec()
            .build());
  }

  @Test
  void leaseIsRenewedUntilTheEnd() {
    var lease = hold();
    var begin = spec().getAcquireTime();
    assertThat(spec().getHolderIdentity()).isEqualTo("me");

    time.advance(Duration.ofSeconds(2));
    time.advance(Duration.ofSeconds(2));
    assertThat(spec().getRenewTime()).isEqualTo(begin.plusSeconds(4));
    assertThat(spec().getAcquireTime()).isEqualTo(begin);

    lease.close();
    time.advance(Duration.ofSeconds(10));
    assertThat(spec().getRenewTime()).isEqualTo(begin.plusSeconds(4));
  }

  @Test
  void leaseOfAnotherIsTakenOnceItHasEnded() {
    heldByAnother();
    try (var _ = hold()) {
      time.advance(Duration.ofSeconds(10));
      assertThat(spec().getHolderIdentity()).isEqualTo("other");

      time.advance(Duration.ofSeconds(6));
      assertThat(spec().getHolderIdentity()).isEqualTo("me");
      assertThat(spec().getLeaseTransitions()).isEqualTo(4);
    }
  }

  @Test
  void leaseIsRenewedAgainAfterFailures() {
    try (var _ = hold()) {
      var begin = spec().getRenewTime();
      api.fail(_ -> Optional.of(ApiErrors.serviceUnavailable("away")));
      time.advance(Duration.ofSeconds(2));
      api.failNoMore();
      time.advance(Duration.ofSeconds(2));
      assertThat(spec().getRenewTime()).isEqualTo(begin.plusSeconds(4));
    }
  }
}
