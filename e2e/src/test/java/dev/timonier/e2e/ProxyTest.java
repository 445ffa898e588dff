package dev.timonier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.e2e.fixture.Command;
import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import dev.timonier.e2e.fixture.Wait;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What lies behind the API server, reached through it: pages of services and pods, kubelets, and
/// commands over SPDY, which today's kubectl still speaks when it is told to.
@ExtendWith(SharedSite.class)
class ProxyTest {
  private static Kubectl kubectl;

  @BeforeAll
  static void start(Site site) {
    kubectl = Kubectl.of(site.cluster(), "proxy");
    kubectl.run("create", "deployment", "web", "--image=" + site.image());
    kubectl.run("expose", "deployment", "web", "--port=80", "--target-port=8080");
    kubectl.rolledOut("deployment/web");
    kubectl.serves("app=web");
  }

  private static String pod() {
    return kubectl.run("get", "pods", "-l", "app=web", "-o", "jsonpath={.items[0].metadata.name}");
  }

  private static String path(String resource) {
    return "/api/v1/namespaces/proxy/" + resource + "/proxy/";
  }

  @Test
  void pagesOfServicesAndPodsAreRead() {
    Wait.until(() -> kubectl.attempt("get", "--raw", path("services/web:80")).out().contains("v1"));
    assertThat(kubectl.run("get", "--raw", path("services/http:web:"))).contains("v1");
    assertThat(kubectl.run("get", "--raw", path("pods/" + pod() + ":8080"))).contains("v1");
  }

  @Test
  void whatIsNotThereIsToldApart() {
    assertThat(kubectl.attempt("get", "--raw", path("services/web:81")).err())
        .contains("no service port 81 found for service \"web\"");
    assertThat(kubectl.attempt("get", "--raw", path("pods/" + pod() + ":81")).err())
        .contains("error trying to reach service: dial tcp ", ":81: connect: connection refused");
  }

  @Test
  void kubeletsAreAsked() {
    var node = kubectl.field("pod/" + pod(), ".spec.nodeName");

    assertThat(kubectl.run("get", "--raw", "/api/v1/nodes/" + node + "/proxy/pods"))
        .contains("PodList", pod());
  }

  @Test
  void localProxyServesThePagesOfServices() {
    Wait.until(() -> kubectl.attempt("get", "--raw", path("services/web:80")).out().contains("v1"));
    try (var proxy = kubectl.start("proxy", "--port=0")) {
      var port = proxy.awaitMatch("Starting to serve on 127.0.0.1:(\\d+)").group(1);
      var curl = new Command(Map.of());
      var url = "http://127.0.0.1:" + port + path("services/web:80");
      assertThat(curl.run("curl", "-sS", "-m", "60", url).orFail()).contains("v1");

      var redirect = curl.run("curl", "-sSI", "-m", "60", url.substring(0, url.length() - 1));
      assertThat(redirect.orFail()).contains("301", path("services/web:80"));
    }
  }

  @Test
  void commandsAndPortsAlsoGoOverSpdy() {
    var spdy =
        kubectl
            .with("KUBECTL_REMOTE_COMMAND_WEBSOCKETS", "false")
            .with("KUBECTL_PORT_FORWARD_WEBSOCKETS", "false");
    assertThat(spdy.feed("hello\n", "exec", "-i", pod(), "--", "cat").orFail())
        .isEqualTo("hello\n");
    assertThat(spdy.attempt("exec", pod(), "--", "sh", "-c", "exit 3").exitCode()).isEqualTo(3);
    try (var forward = spdy.start("port-forward", "deployment/web", ":8080")) {
      var port = forward.awaitMatch("Forwarding from 127.0.0.1:(\\d+) -> 8080").group(1);
      for (var i = 0; i < 3; i++) {
        var page = new Command(Map.of()).run("curl", "-sS", "-m", "60", "http://127.0.0.1:" + port);
        assertThat(page.orFail()).contains("v1");
      }
    }
  }
}
