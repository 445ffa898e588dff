package dev.timonier.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.fake.FakeApi;
import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.time.VirtualTime;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaderLeaseTest {
  private final VirtualTime time = new VirtualTime();
  private final FakeApi api = new FakeApi(time);

  private final List<String> told = new ArrayList<>();
  private final LeaderLease.Leadership leadership =
      new LeaderLease.Leadership() {
        @Override
        public void begun() {
          told.add("begun");
        }

        @Override
        public void lost() {
          told.add("lost");
        }
      };

  private LeaderLease hold() {
    return LeaderLease.hold(
        LeaderElection.of(Program.SCHEDULER), "me", api.client(), time, Runnable::run, leadership);
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
    heldByAnother(time.instant());
  }

  private void heldByAnother(Instant renewed) {
    api.create(
        new LeaseBuilder()
            .withNewMetadata()
            .withName("kube-scheduler")
            .withNamespace("kube-system")
            .endMetadata()
            .withNewSpec()
            .withHolderIdentity("other")
            .withLeaseDurationSeconds(15)
            .withRenewTime(renewed.atZone(ZoneOffset.UTC))
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
    assertThat(spec().getHolderIdentity()).isEmpty();
    time.advance(Duration.ofSeconds(10));
    assertThat(spec().getRenewTime()).isEqualTo(begin.plusSeconds(4));
    assertThat(told).containsExactly("begun");
  }

  @Test
  void leaseOfAnotherIsTakenOnceItHasEnded() {
    heldByAnother();
    try (var _ = hold()) {
      time.advance(Duration.ofSeconds(10));
      assertThat(spec().getHolderIdentity()).isEqualTo("other");
      assertThat(told).isEmpty();

      time.advance(Duration.ofSeconds(6));
      assertThat(spec().getHolderIdentity()).isEqualTo("me");
      assertThat(spec().getLeaseTransitions()).isEqualTo(4);
    }
  }

  @Test
  void clockOfAnotherDoesNotMatter() {
    time.advance(Duration.ofHours(1));
    heldByAnother(time.instant().minus(Duration.ofMinutes(10)));
    try (var _ = hold()) {
      time.advance(Duration.ofSeconds(10));
      assertThat(spec().getHolderIdentity()).isEqualTo("other");
    }
  }

  @Test
  void leaderThatCannotRenewInTimeHasLost() {
    try (var _ = hold()) {
      api.fail(_ -> Optional.of(ApiErrors.serviceUnavailable("away")));
      time.advance(Duration.ofSeconds(9));
      assertThat(told).containsExactly("begun");
      time.advance(Duration.ofSeconds(1));
      assertThat(told).containsExactly("begun", "lost");
      api.failNoMore();
    }
    assertThat(spec().getHolderIdentity()).isEqualTo("me");
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

  @Test
  void tryThatHangsIsGivenUp() {
    try (var _ = hold()) {
      var begin = spec().getRenewTime();
      api.fail(
          _ -> {
            api.failNoMore();
            time.advance(Duration.ofSeconds(5));
            assertThat(Thread.interrupted()).isTrue();
            throw new KubernetesClientException("given up");
          });
      time.advance(Duration.ofSeconds(2));
      time.advance(Duration.ofSeconds(2));
      assertThat(spec().getRenewTime()).isEqualTo(begin.plusSeconds(9));
      assertThat(told).containsExactly("begun");
    }
  }
}
