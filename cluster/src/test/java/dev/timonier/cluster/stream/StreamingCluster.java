package dev.timonier.cluster.stream;

import dev.timonier.cluster.directory.DataDirectory;
import dev.timonier.cluster.directory.NetworkClaims;
import dev.timonier.cluster.local.LocalClientFactory;
import dev.timonier.cluster.local.NetworkAccess;
import dev.timonier.cluster.pki.ClusterPki;
import dev.timonier.cluster.pki.Identity;
import dev.timonier.cluster.pki.SelfSigned;
import dev.timonier.machinery.time.SystemTime;
import dev.timonier.nodeagent.fixture.Pods;
import dev.timonier.nodeagent.fixture.StreamingPod;
import dev.timonier.nodeagent.fixture.StreamingRuntime;
import dev.timonier.nodeagent.server.KubeletServer;
import dev.timonier.nodeagent.server.KubeletServerConfig;
import dev.timonier.nodeagent.server.http.ServerTls;
import dev.timonier.server.ApiServer;
import dev.timonier.server.ApiServerConfig;
import dev.timonier.server.http.TlsIdentity;
import dev.timonier.server.stream.KubeletAccess;
import dev.timonier.storage.memory.MemoryStore;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/// An API server, a kubelet's server over a [StreamingRuntime], and a client over the network.
final class StreamingCluster implements AutoCloseable {
  private static final int LONGEST_REQUEST_MILLIS = 180_000;

  final StreamingRuntime runtime = new StreamingRuntime();
  final StreamingPod pod;
  final KubernetesClient client;
  private final ClusterPki pki;
  private final SystemTime time = new SystemTime("test-timers");
  private final MemoryStore store;
  private final KubeletServer kubelet;
  private final ApiServer server;

  /// Who has signed the kubelet's certificate.
  enum Signer {
    CLUSTER,
    KUBELET
  }

  /// Whose signature the API server believes.
  enum Trust {
    CLUSTER,
    EVERYONE
  }

  StreamingCluster(Path root) throws IOException {
    this(root, Signer.CLUSTER, Trust.CLUSTER);
  }

  StreamingCluster(Path root, Signer signer, Trust trust) throws IOException {
    var random = new SecureRandom();
    var directory = DataDirectory.of(root.resolve("data"));
    directory.open(random, new NetworkClaims(root.resolve("networks")));
    pki = ClusterPki.open(directory, time, random);
    pki.ensureServer("apiserver", new Identity("kube-apiserver", List.of()), List.of("127.0.0.1"));
    pki.ensureServer("kubelet", Identity.node("node-1"), List.of("127.0.0.1"));
    pki.ensureTokenKeys();
    pki.ensureClient("apiserver-kubelet-client", Identity.APISERVER);
    pod = new StreamingPod(runtime, Files.createFile(root.resolve("0.log")));
    kubelet = kubelet(signer == Signer.CLUSTER ? ofCluster() : ofItself(root, random));
    store = Stores.memory(time);
    server = server(trust);
    client = client(pki);
    createObjects();
  }

  private ServerTls ofCluster() {
    return new ServerTls(
        pki.certificate("kubelet"), pki.key("kubelet"), pki.authorityCertificate());
  }

  private ServerTls ofItself(Path root, SecureRandom random) {
    var own = new SelfSigned(DataDirectory.of(root.resolve("node")), time, random);
    own.ensureServer("kubelet", Identity.node("node-1"), List.of("node-1"));
    return new ServerTls(
        own.certificate("kubelet"), own.key("kubelet"), pki.authorityCertificate());
  }

  private KubeletServer kubelet(ServerTls tls) {
    var config = new KubeletServerConfig(anyPort(), tls, Set.of(KubeletServerConfig.API_SERVER));
    return KubeletServer.start(config, pod, runtime, time);
  }

  private ApiServer server(Trust trust) {
    var tls =
        new TlsIdentity(
            pki.certificate("apiserver"), pki.key("apiserver"), pki.authorityCertificate());
    var kubelets =
        new KubeletAccess(
            pki.certificate("apiserver-kubelet-client"),
            pki.key("apiserver-kubelet-client"),
            trust == Trust.CLUSTER ? Optional.of(pki.authorityCertificate()) : Optional.empty());
    var config = new ApiServerConfig(anyPort(), tls, pki.tokenKey()).withKubelets(kubelets);
    return ApiServer.start(config, store, time);
  }

  private KubernetesClient client(ClusterPki pki) {
    pki.ensureClient("administrator", Identity.ADMINISTRATOR);
    var config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("https://127.0.0.1:" + server.port())
            .withCaCertFile(pki.authorityCertificate().toString())
            .withClientCertFile(pki.certificate("administrator").toString())
            .withClientKeyFile(pki.key("administrator").toString())
            .withClientKeyAlgo("EC")
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout(LONGEST_REQUEST_MILLIS)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /// A client in the server's process.
  KubernetesClient localClient(Executor executor) {
    var authority = pki.authority();
    var user =
        new NetworkAccess(
            "https://127.0.0.1:" + server.port(),
            authority.certificate(),
            Optional.of(authority.issue(Identity.ADMINISTRATOR)));
    return new LocalClientFactory(server.handler(), user, executor).client();
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void createObjects() {
    var account =
        new ServiceAccountBuilder().withNewMetadata().withName("default").endMetadata().build();
    client.serviceAccounts().inNamespace("default").resource(account).create();
    var node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(Pods.NODE)
            .endMetadata()
            .withNewStatus()
            .addNewAddress("127.0.0.1", "InternalIP")
            .withNewDaemonEndpoints()
            .withNewKubeletEndpoint(kubelet.port())
            .endDaemonEndpoints()
            .endStatus()
            .build();
    client.nodes().resource(node).create();
    client.nodes().resource(node).updateStatus();
    create(Pods.web());
  }

  void create(Pod pod) {
    var fresh = pod.edit().editMetadata().withResourceVersion(null).endMetadata().build();
    client.pods().inNamespace("default").resource(fresh).create();
  }

  @Override
  public void close() {
    client.close();
    server.close();
    kubelet.close();
    store.close();
    time.close();
  }
}
