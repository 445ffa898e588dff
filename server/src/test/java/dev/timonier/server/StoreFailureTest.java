package dev.timonier.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.catalog.GroupResource;
import dev.timonier.machinery.time.VirtualTime;
import dev.timonier.server.fixture.TestKeys;
import dev.timonier.server.json.JsonReader;
import dev.timonier.server.objectstore.ObjectKey;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.RevisionedStore;
import dev.timonier.storage.StoreContext;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import dev.timonier.storage.memory.MemoryStore;
import dev.timonier.storage.metric.StoreMetrics;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What clients are told, through the network, when the store fails: what kube-apiserver makes of
/// the errors of etcd.
class StoreFailureTest {
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";

  /// What cannot do without the store.
  private static final Set<String> ASKED = Set.of("commit", "currentRevision", "range", "get");

  private final VirtualTime time = new VirtualTime();
  private final MemoryStore store =
      new MemoryStore(
          new StoreContext(time, (d, t) -> time.after(d, t)::cancel, new StoreMetrics()));
  private final HttpClient admin = client("O=system:masters,CN=admin");
  private final HttpClient jane = client("CN=jane");

  private volatile @Nullable StoreException failure;
  private ApiServerConfig config;
  private ApiServer server;

  record Failure(StoreException cause, String message) {
    @Override
    public String toString() {
      return message;
    }
  }

  static final List<Failure> failures =
      List.of(
          new Failure(
              new StoreException.TimedOut("no answer", Outcome.UNKNOWN, null),
              "etcdserver: request timed out"),
          new Failure(
              new StoreException.Unavailable("no leader", Outcome.NOT_APPLIED, null),
              "rpc error: code = Unavailable desc = no leader"),
          new Failure(
              new StoreException.NoSpace("the disk is full", Outcome.NOT_APPLIED, null),
              "etcdserver: mvcc: database space exceeded"));

  private static HttpClient client(String subject) {
    return HttpClient.newBuilder().sslContext(TestKeys.clientContext(subject)).build();
  }

  @BeforeEach
  void start(@TempDir Path directory) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var tokenKey = TestKeys.writeTokenKey(directory.resolve("sa.key"));
    config = new ApiServerConfig(address, TestKeys.writeIdentity(directory), tokenKey);
    server = ApiServer.start(config, failing(), time);
  }

  private RevisionedStore failing() {
    InvocationHandler handler =
        (_, method, arguments) -> {
          var cause = failure;
          if (cause != null && ASKED.contains(method.getName())) {
            throw cause;
          }
          if (method.getName().equals("isExclusive")) { // others write to etcd, too
            return false;
          }
          try {
            return method.invoke(store, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (RevisionedStore)
        Proxy.newProxyInstance(
            RevisionedStore.class.getClassLoader(),
            new Class<?>[] {RevisionedStore.class},
            handler);
  }

  @AfterEach
  void stop() {
    failure = null;
    List.of(admin, jane).forEach(HttpClient::shutdownNow);
    server.close();
    store.close();
  }

  private HttpResponse<byte[]> ask(HttpClient client, String method, String target, String body)
      throws Exception {
    var uri = URI.create("https://127.0.0.1:" + server.port() + target);
    var request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  private static JsonNode tree(HttpResponse<byte[]> answer) {
    return JsonReader.tree(answer.body());
  }

  private static void assertTold(HttpResponse<byte[]> answer, Failure row) {
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(tree(answer).path("message").asText()).isEqualTo(row.message);
    assertThat(tree(answer).path("code").asInt()).isEqualTo(500);
    assertThat(tree(answer).has("reason")).isFalse();
  }

  @ParameterizedTest
  @FieldSource("failures")
  void failureIsToldInTheWordsOfEtcd(Failure row) throws Exception {
    ask(admin, "POST", MAPS, "{\"metadata\":{\"name\":\"mine\"}}");
    failure = row.cause;

    assertTold(ask(admin, "POST", MAPS, "{\"metadata\":{\"name\":\"other\"}}"), row);
    assertTold(ask(admin, "PUT", MAPS + "/mine", "{\"metadata\":{\"name\":\"mine\"}}"), row);
    assertTold(ask(admin, "DELETE", MAPS + "/mine", ""), row);
    assertTold(ask(admin, "GET", MAPS, ""), row);
    assertTold(ask(admin, "GET", MAPS + "/mine", ""), row);
    assertTold(ask(jane, "GET", MAPS + "/mine", ""), row);
  }

  @Test
  void serverIsWellAgainWithItsStore() throws Exception {
    failure = failures.getFirst().cause;
    assertThat(ask(admin, "GET", "/readyz", "").statusCode()).isEqualTo(500);
    assertThat(new String(ask(admin, "GET", "/readyz", "").body(), UTF_8))
        .contains("[-]etcd failed: reason withheld\n");

    failure = null;
    assertThat(ask(admin, "GET", "/readyz", "").statusCode()).isEqualTo(200);
    var created = ask(admin, "POST", MAPS, "{\"metadata\":{\"name\":\"other\"}}");
    assertThat(created.statusCode()).isEqualTo(201);
  }

  /// What the cache knows is served meanwhile.
  @Test
  void listsOfAnyVersionNeedNoStore() throws Exception {
    failure = failures.getFirst().cause;
    assertThat(ask(admin, "GET", MAPS + "?resourceVersion=0", "").statusCode()).isEqualTo(200);
  }

  private record Damage(String name, String content, boolean isFoundAtOnce) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Damage> damages =
      List.of(
          new Damage("no object", "garbage", true),
          new Damage("nothing", "", true),
          new Damage("protobuf", "k8s\0\n\2", true),
          new Damage("without metadata", "{\"kind\":\"ConfigMap\"}", true),
          new Damage("cut name", "{\"metadata\":{\"name\":\"bad}", true),
          new Damage("cut", "{\"metadata\":{\"name\":\"bad\",\"uid\":\"1\"", true),
          new Damage("cut and closed", "{\"metadata\":{\"name\":\"bad\",\"uid\":\"1\"}", false));

  private void damage(Damage damage) {
    var key = StoreKey.of(ObjectKey.prefix(new GroupResource("", "configmaps")) + "default/bad");
    store.commit(Transaction.unguarded(new Mutation.Put(key, damage.content().getBytes(UTF_8))));
  }

  /// What kube-apiserver answers without the feature to delete such objects.
  @ParameterizedTest
  @FieldSource("damages")
  void objectThatCannotBeReadIsAFailureOfItsOwn(Damage damage) throws Exception {
    ask(admin, "POST", MAPS, "{\"metadata\":{\"name\":\"good\"}}");
    damage(damage);
    var map = "{\"metadata\":{\"name\":\"bad\",\"labels\":{\"a\":\"b\"}}}";
    var careless = "{\"ignoreStoreReadErrorWithClusterBreakingPotential\":true}";

    assertThat(ask(admin, "POST", MAPS, map).statusCode()).isEqualTo(409);
    assertUnreadable(ask(admin, "PUT", MAPS + "/bad", map));
    assertUnreadable(ask(admin, "DELETE", MAPS + "/bad", ""));
    assertUnreadable(ask(admin, "DELETE", MAPS + "/bad", careless));
    assertUnreadable(ask(admin, "GET", MAPS + "?labelSelector=a", ""));
    assertThat(ask(admin, "GET", MAPS + "/good", "").statusCode()).isEqualTo(200);
    if (damage.isFoundAtOnce()) {
      assertUnreadable(ask(admin, "GET", MAPS + "/bad", ""));
      assertUnreadable(ask(admin, "GET", MAPS, ""));
      assertUnreadable(ask(admin, "GET", "/api/v1/configmaps?limit=1", ""));
      assertThat(names(ask(admin, "GET", MAPS + "?resourceVersion=0", ""))).contains("good");
    }
    var elsewhere = "/api/v1/namespaces/kube-system/configmaps";
    assertThat(ask(admin, "GET", elsewhere, "").statusCode()).isEqualTo(200);
  }

  private static void assertUnreadable(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(tree(answer).path("message").asText()).startsWith("the object cannot be read: ");
    assertThat(tree(answer).has("reason")).isFalse();
  }

  private static List<String> names(HttpResponse<byte[]> answer) {
    return tree(answer).path("items").findValuesAsText("name");
  }

  @ParameterizedTest
  @FieldSource("damages")
  void watchesAndRestartsDoWithoutWhatCannotBeRead(Damage damage) throws Exception {
    var before = tree(ask(admin, "GET", MAPS, "")).at("/metadata/resourceVersion").asText();
    damage(damage);
    ask(admin, "POST", MAPS, "{\"metadata\":{\"name\":\"good\",\"labels\":{\"a\":\"b\"}}}");
    server.close();
    server = ApiServer.start(config, failing(), time);

    var target = MAPS + "?watch=1&labelSelector=a&resourceVersion=" + before;
    var request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + target)).build();
    try (var events = admin.send(request, BodyHandlers.ofLines()).body()) {
      assertThat(events.findFirst().orElseThrow()).contains("\"name\":\"good\"");
    }
    assertThat(ask(admin, "GET", "/readyz", "").statusCode()).isEqualTo(200);
  }
}
