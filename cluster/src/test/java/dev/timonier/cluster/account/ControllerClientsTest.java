package dev.timonier.cluster.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.NetworkClaims;
import dev.timonier.cluster.local.LocalClientFactory;
import dev.timonier.cluster.local.NetworkAccess;
import dev.timonier.cluster.pki.ClusterPki;
import dev.timonier.cluster.pki.Identity;
import dev.timonier.cluster.pki.KeyAndCertificate;
import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.server.ApiServer;
import dev.timonier.server.ApiServerConfig;
import dev.timonier.server.http.TlsIdentity;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.metric.StoreMetrics;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerClientsTest {
  private static final String DEPLOYMENT = "deployment-controller";

  private final VirtualTime time = new VirtualTime();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final MemoryStore store =
      new MemoryStore(
          new StoreContext(time, (d, t) -> time.after(d, t)::cancel, new StoreMetrics()));
  private ClusterPki pki;
  private ApiServer server;
  private KubernetesClient administrator;
  private KubernetesClient manager;
  private ControllerClients clients;

  @BeforeEach
  void start(@TempDir Path root) {
    var random = new SecureRandom();
    var directory = DataDirectory.of(root.resolve("data"));
    directory.open(random, new NetworkClaims(root.resolve("networks")));
    pki = ClusterPki.open(directory, time, random);
    pki.ensureServer("apiserver", new Identity("kube-apiserver", List.of()), List.of("127.0.0.1"));
    pki.ensureTokenKeys();
    var tls =
        new TlsIdentity(
            pki.certificate("apiserver"), pki.key("apiserver"), pki.authorityCertificate());
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = ApiServer.start(new ApiServerConfig(address, tls, pki.tokenKey()), store, time);
    administrator = factory(Optional.of(pki.authority().issue(Identity.ADMINISTRATOR))).client();
    manager = factory(Optional.of(pki.authority().issue(Identity.CONTROLLER_MANAGER))).client();
    clients = new ControllerClients(manager, factory(Optional.empty()).client(), time);
  }

  private LocalClientFactory factory(Optional<KeyAndCertificate> credentials) {
    var access =
        new NetworkAccess(
            "https://127.0.0.1:" + server.port(), pki.authority().certificate(), credentials);
    return new LocalClientFactory(server.handler(), access, executor);
  }

  @AfterEach
  void close() {
    clients.close();
    manager.close();
    administrator.close();
    server.close();
    store.close();
    executor.shutdownNow();
  }

  @Test
  void controllerIsKnownByItsAccount() {
    assertThat(whoIs(clients.apply(DEPLOYMENT)))
        .isEqualTo("system:serviceaccount:kube-system:deployment-controller");
    assertThat(whoIs(clients.apply("shared-informers")))
        .isEqualTo("system:kube-controller-manager");
  }

  @Test
  void controllerMayDoWhatItsRoleSaysAndNoMore() {
    var client = clients.apply(DEPLOYMENT);
    assertThat(client.apps().deployments().inAnyNamespace().list().getItems()).isEmpty();
    assertThatThrownBy(() -> client.secrets().inAnyNamespace().list())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(
            "User \"system:serviceaccount:kube-system:deployment-controller\" cannot list resource"
                + " \"secrets\" in API group \"\" at the cluster scope");
  }

  @Test
  void managerItselfMayNotDoItsControllersWork() {
    var map = new ConfigMapBuilder().withNewMetadata().withName("a").endMetadata().build();
    assertThatThrownBy(() -> manager.resource(map).inNamespace("default").create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("User \"system:kube-controller-manager\" cannot create");
  }

  @Test
  void accountThatSomebodyDeletedIsMadeAgain() {
    var client = clients.apply(DEPLOYMENT);
    var before = whoIs(client);
    administrator.serviceAccounts().inNamespace("kube-system").withName(DEPLOYMENT).delete();
    assertThat(whoIs(client)).isEqualTo(before);
  }

  @Test
  void tokenIsRenewedBeforeItExpires() {
    var client = clients.apply(DEPLOYMENT);
    whoIs(client);
    time.advance(Duration.ofMinutes(50));
    whoIs(client);
    time.advance(Duration.ofMinutes(50));
    assertThat(whoIs(client)).endsWith(DEPLOYMENT);
  }

  private static String whoIs(KubernetesClient client) {
    var review = client.resource(new SelfSubjectReview()).create();
    return review.getStatus().getUserInfo().getUsername();
  }
}
