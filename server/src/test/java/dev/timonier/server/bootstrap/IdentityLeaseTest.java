package dev.timonier.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.host.HostName;
import dev.timonier.server.fixture.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class IdentityLeaseTest {
  private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases";
  private static final String OWN = "?labelSelector=apiserver.kubernetes.io/identity";

  @AutoClose private final TestServer server = new TestServer();

  private JsonNode own() {
    return server.admin().get(LEASES + OWN).body().path("items").path(0);
  }

  private void create(String name, String label, String spec) {
    var labels = "{apiserver.kubernetes.io/identity: " + label + "}";
    var lease = "{metadata: {name: " + name + ", labels: " + labels + "}, spec: " + spec + "}";
    assertThat(server.admin().post(LEASES, lease).code()).isEqualTo(201);
  }

  private int code(String name) {
    return server.admin().get(LEASES + "/" + name).code();
  }

  @Test
  void nameIsTheHashOfTheHost() {
    assertThat(new ServerIdentity("vm").name()).isEqualTo("apiserver-wlv32tlttr4jl3gtroqexyxapa");
  }

  @Test
  void serverThatIsUpHasALease() {
    var lease = own();
    var name = new ServerIdentity(HostName.read()).name();

    assertThat(lease.at("/metadata/name").asText()).isEqualTo(name);
    var labels = lease.at("/metadata/labels");
    assertThat(labels.path("apiserver.kubernetes.io/identity").asText())
        .isEqualTo("kube-apiserver");
    assertThat(labels.path("kubernetes.io/hostname").asText()).isEqualTo(HostName.read());
    assertThat(lease.at("/spec/holderIdentity").asText()).startsWith(name + "_");
    assertThat(lease.at("/spec/leaseDurationSeconds").asInt()).isEqualTo(3600);
    assertThat(lease.at("/metadata/managedFields/0/manager").asText()).isEqualTo("kube-apiserver");
  }

  @Test
  void leaseIsRenewedWhileTheServerIsUp() {
    var before = own().at("/spec/renewTime").asText();
    server.time().advance(Duration.ofSeconds(10));
    await().until(() -> own().at("/spec/renewTime").asText().compareTo(before) > 0);
  }

  @Test
  void leaseThatWasDeletedIsMadeAgain() {
    server.admin().delete(LEASES + "/" + own().at("/metadata/name").asText());
    assertThat(own().isMissingNode()).isTrue();
    server.time().advance(Duration.ofSeconds(10));
    await().until(() -> !own().isMissingNode());
  }

  @Test
  void nextServerOfTheHostHasALeaseOfItsOwn() {
    var before = own();
    server.restart();
    assertThat(own().at("/metadata/uid")).isNotEqualTo(before.at("/metadata/uid"));
    assertThat(own().at("/spec/holderIdentity")).isNotEqualTo(before.at("/spec/holderIdentity"));
  }

  @Test
  void leasesOfServersThatFellSilentAreDeletedEveryHour() {
    create(
        "old",
        "kube-apiserver",
        "{leaseDurationSeconds: 5, renewTime: '2000-01-01T00:00:00.000000Z'}");
    create("untold", "kube-apiserver", "{leaseDurationSeconds: 5}");
    create(
        "long",
        "kube-apiserver",
        "{leaseDurationSeconds: 2000000000, renewTime: '2020-01-01T00:00:00.000000Z'}");
    create("other", "other", "{leaseDurationSeconds: 5, renewTime: '2000-01-01T00:00:00.000000Z'}");

    server.time().advance(Duration.ofHours(1));
    await().untilAsserted(() -> assertThat(code("old")).isEqualTo(404));
    await().untilAsserted(() -> assertThat(code("untold")).isEqualTo(404));
    assertThat(code("long")).isEqualTo(200);
    assertThat(code("other")).isEqualTo(200);
  }
}
