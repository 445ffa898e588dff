package dev.timonier.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.server.filter.Shutdown;
import dev.timonier.server.fixture.Calls;
import dev.timonier.server.fixture.TestServer;
import dev.timonier.server.metric.HealthMeters;
import dev.timonier.server.request.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HealthTest {
  @AutoClose private final TestServer server = new TestServer();

  private TestServer.Answer get(String path) {
    return server.anonymous().get(path);
  }

  @Test
  void serverThatIsWellSaysOk() {
    assertThat(get("/readyz").text()).isEqualTo("ok");
    assertThat(get("/livez").headers().first("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void everyCheckIsListedForWhoAsks() {
    assertThat(get("/readyz?verbose").text())
        .startsWith(
            """
            [+]ping ok
            [+]etcd ok
            [+]etcd-readiness ok
            [+]informer-sync ok
            [+]poststarthook/generic-apiserver-start-informers ok
            [+]poststarthook/start-system-namespaces-controller ok
            [+]poststarthook/start-cluster-authentication-info-controller ok
            [+]poststarthook/start-kube-apiserver-identity-lease-controller ok
            [+]poststarthook/start-kube-apiserver-identity-lease-garbage-collector ok
            """)
        .contains("\n[+]autoregister-completion ok\n")
        .contains("[+]poststarthook/rbac/bootstrap-roles ok\n")
        .endsWith("[+]shutdown ok\nreadyz check passed\n");
    assertThat(get("/livez?verbose").text())
        .doesNotContain("shutdown", "readiness ok\n[+]informer", "informer-sync")
        .endsWith("livez check passed\n");
  }

  @Test
  void checksCanBeExcludedOneByOne() {
    assertThat(get("/readyz?verbose&exclude=etcd&exclude=ping").text())
        .startsWith("[+]ping excluded: ok\n[+]etcd excluded: ok\n");
    assertThat(get("/readyz?verbose&exclude=nothing").text())
        .contains(
            """
            warn: some health checks cannot be excluded: no matches for "nothing"
            readyz check passed
            """);
  }

  @Test
  void everyCheckHasAPathOfItsOwn() {
    var admin = server.admin();

    assertThat(admin.get("/livez/ping").text()).isEqualTo("ok");
    assertThat(admin.get("/readyz/poststarthook/rbac/bootstrap-roles").text()).isEqualTo("ok");
    assertThat(admin.get("/healthz/etcd").text()).isEqualTo("ok");
    assertThat(admin.get("/livez/shutdown").code()).isEqualTo(404);
    assertThat(admin.get("/livez/nothing").text()).isEqualTo("404 page not found\n");
    assertThat(admin.get("/livez/").text()).isEqualTo("404 page not found\n");
    assertThat(admin.get("/livez/ping/").text()).isEqualTo("404 page not found\n");
  }

  @Test
  void whatFailsIsToldToWhoAsksForItAlone() {
    var shutdown = new Shutdown(new VirtualTime());
    var check = HealthCheck.of("shutdown", () -> !shutdown.hasBegun(), "process is shutting down");
    var handler = new HealthHandler("readyz", List.of(check), (_, _, _) -> {});
    assertThat(ask(handler, "/readyz").status()).isEqualTo(200);

    shutdown.begin();
    assertThat(ask(handler, "/readyz").status()).isEqualTo(500);
    assertThat(text(ask(handler, "/readyz")))
        .isEqualTo("[-]shutdown failed: reason withheld\nreadyz check failed\n");
    assertThat(text(ask(handler, "/readyz/shutdown")))
        .isEqualTo("internal server error: process is shutting down\n");
  }

  @Test
  void whatChecksFindIsCounted() {
    get("/livez");
    get("/readyz");
    get("/readyz?exclude=ping");

    assertThat(server.admin().get("/metrics/slis").text())
        .contains(
            "\n# TYPE process_start_time_seconds gauge\nprocess_start_time_seconds ",
            "\nkubernetes_healthcheck{name=\"ping\",type=\"livez\"} 1\n",
            "\nkubernetes_healthcheck{name=\"shutdown\",type=\"readyz\"} 1\n",
            "\nkubernetes_healthchecks_total{name=\"ping\",status=\"success\",type=\"readyz\"} ");
    assertThat(server.anonymous().get("/metrics/slis").code()).isEqualTo(403);

    assertThat(server.admin().delete("/metrics/slis").text()).isEqualTo("metrics reset\n");
    assertThat(server.admin().get("/metrics/slis").text()).doesNotContain("kubernetes_healthcheck");
  }

  @Test
  void whatFailsIsCountedAsAnError() {
    var meters = new HealthMeters();
    var check = HealthCheck.of("etcd", () -> false, "etcd failed");
    ask(new HealthHandler("livez", List.of(check), meters), "/livez");

    assertThat(text(meters.answer(Calls.get("/metrics/slis"))))
        .contains(
            "kubernetes_healthcheck{name=\"etcd\",type=\"livez\"} 0\n",
            "kubernetes_healthchecks_total{name=\"etcd\",status=\"error\",type=\"livez\"} 1\n");
  }

  private static Reply ask(HealthHandler handler, String path) {
    return handler.answer(Calls.get(path));
  }

  private static String text(Reply reply) {
    return new String(((Reply.Complete) reply).body(), StandardCharsets.UTF_8);
  }
}
