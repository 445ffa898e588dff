package dev.timonier.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.reflect.TypeToken;
import dev.timonier.e2e.fixture.Kubectl;
import dev.timonier.e2e.fixture.Product;
import dev.timonier.e2e.fixture.SharedSite;
import dev.timonier.e2e.fixture.Site;
import dev.timonier.e2e.fixture.Wait;
import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1ConfigMapList;
import io.kubernetes.client.openapi.models.V1DeleteOptions;
import io.kubernetes.client.openapi.models.V1ListMeta;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Preconditions;
import io.kubernetes.client.util.Config;
import io.kubernetes.client.util.PatchUtils;
import io.kubernetes.client.util.Watch;
import io.kubernetes.client.util.generic.GenericKubernetesApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What the official Java client does with objects: verbs, lists, patches, watches and informers.
@ExtendWith(SharedSite.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class JavaClientTest {
  private static final String NAMESPACE = "java";

  private static ApiClient client;
  private static CoreV1Api core;

  @BeforeAll
  static void start(Site shared) throws IOException {
    Kubectl.of(shared.cluster(), NAMESPACE);
    client = Config.fromConfig(shared.cluster().kubeconfig().toString());
    core = new CoreV1Api(client);
  }

  private static V1ConfigMap map(String name, String color) {
    return new V1ConfigMap()
        .metadata(new V1ObjectMeta().name(name).labels(Map.of("color", color)))
        .data(Map.of("color", color));
  }

  private static V1ConfigMap create(String name, String color) throws ApiException {
    return core.createNamespacedConfigMap(NAMESPACE, map(name, color)).execute();
  }

  private static V1ConfigMap read(String name) throws ApiException {
    return core.readNamespacedConfigMap(name, NAMESPACE).execute();
  }

  private static void refused(int code, ThrowingCallable request) {
    assertThatThrownBy(request)
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.getCode()).isEqualTo(code));
  }

  @Test
  void objectsAreCreatedReplacedAndDeleted() throws ApiException {
    core.createNamespacedConfigMap(NAMESPACE, map("one", "red")).dryRun("All").execute();
    refused(404, () -> read("one"));
    var created = create("one", "red");
    assertThat(read("one")).isEqualTo(created);
    refused(409, () -> create("one", "red"));

    var replaced = core.replaceNamespacedConfigMap("one", NAMESPACE, read("one").data(null));
    assertThat(replaced.execute().getData()).isNullOrEmpty();
    refused(409, () -> core.replaceNamespacedConfigMap("one", NAMESPACE, created).execute());

    var another = new V1DeleteOptions().preconditions(new V1Preconditions().uid("another"));
    var delete = core.deleteNamespacedConfigMap("one", NAMESPACE);
    refused(409, () -> delete.body(another).execute());
    assertThat(delete.body(null).execute().getStatus()).isEqualTo("Success");
    refused(404, () -> read("one"));
  }

  @Test
  void listsComeInPages() throws ApiException {
    var names = IntStream.range(0, 7).mapToObj(number -> "page-" + number).toList();
    for (var name : names) {
      create(name, "blue");
    }
    var pages = new ArrayList<V1ConfigMapList>();
    var all = core.listNamespacedConfigMap(NAMESPACE).labelSelector("color in (blue)").limit(3);
    do {
      pages.add(all.execute());
      all._continue(metadata(pages.getLast()).getContinue());
    } while (metadata(pages.getLast()).getContinue() != null);

    assertThat(pages).extracting(page -> page.getItems().size()).containsExactly(3, 3, 1);
    assertThat(pages.stream().flatMap(page -> names(page.getItems()))).isEqualTo(names);
    core.deleteCollectionNamespacedConfigMap(NAMESPACE).labelSelector("color=blue").execute();
    assertThat(core.listNamespacedConfigMap(NAMESPACE).labelSelector("color=blue").execute())
        .returns(List.of(), V1ConfigMapList::getItems);
  }

  private static V1ListMeta metadata(V1ConfigMapList list) {
    return requireNonNull(list.getMetadata());
  }

  private static Stream<String> names(List<V1ConfigMap> maps) {
    return maps.stream().map(JavaClientTest::name);
  }

  private static String name(V1ConfigMap map) {
    return requireNonNull(requireNonNull(map.getMetadata()).getName());
  }

  @Test
  void everyKindOfPatchIsTaken() throws ApiException {
    create("patched", "red");
    var test = "{\"op\":\"test\",\"path\":\"/data/color\",\"value\":\"%s\"}";
    var add = "{\"op\":\"add\",\"path\":\"/data/json\",\"value\":\"1\"}";
    var json = "[" + test.formatted("red") + "," + add + "]";
    assertThat(patch(V1Patch.PATCH_FORMAT_JSON_PATCH, json))
        .isEqualTo(Map.of("color", "red", "json", "1"));
    assertThat(patch(V1Patch.PATCH_FORMAT_JSON_MERGE_PATCH, "{\"data\":{\"json\":null}}"))
        .isEqualTo(Map.of("color", "red"));
    var replace = "{\"data\":{\"$patch\":\"replace\",\"strategic\":\"2\"}}";
    assertThat(patch(V1Patch.PATCH_FORMAT_STRATEGIC_MERGE_PATCH, replace))
        .isEqualTo(Map.of("strategic", "2"));
    var failing = "[" + test.formatted("blue") + "]";
    refused(422, () -> patch(V1Patch.PATCH_FORMAT_JSON_PATCH, failing));
    core.deleteNamespacedConfigMap("patched", NAMESPACE).execute();
  }

  private static Map<String, String> patch(String format, String text) throws ApiException {
    var request = core.patchNamespacedConfigMap("patched", NAMESPACE, new V1Patch(text));
    return requireNonNull(
        PatchUtils.patch(V1ConfigMap.class, () -> request.buildCall(null), format, client)
            .getData());
  }

  @Test
  void managersShareAnObjectByApplying() throws ApiException {
    apply("first", "{mine: '1', shared: '1'}", false);
    refused(409, () -> apply("second", "{shared: '2'}", false));
    apply("second", "{shared: '2'}", true);

    assertThat(apply("first", "{}", false)).isEqualTo(Map.of("shared", "2"));
    core.deleteNamespacedConfigMap("applied", NAMESPACE).execute();
  }

  private static Map<String, String> apply(String manager, String data, Boolean force)
      throws ApiException {
    var wish = "{apiVersion: v1, kind: ConfigMap, metadata: {name: applied}, data: " + data + "}";
    var request =
        core.patchNamespacedConfigMap("applied", NAMESPACE, new V1Patch(wish))
            .fieldManager(manager)
            .force(force);
    var format = V1Patch.PATCH_FORMAT_APPLY_YAML;
    return requireNonNull(
        PatchUtils.patch(V1ConfigMap.class, () -> request.buildCall(null), format, client)
            .getData());
  }

  @Test
  void watchTellsEveryChange() throws ApiException, IOException {
    var start = metadata(core.listNamespacedConfigMap(NAMESPACE).execute());
    create("watched", "red");
    core.deleteNamespacedConfigMap("watched", NAMESPACE).execute();
    var request =
        core.listNamespacedConfigMap(NAMESPACE)
            .fieldSelector("metadata.name=watched")
            .resourceVersion(start.getResourceVersion())
            .watch(true);
    var type = new TypeToken<Watch.Response<V1ConfigMap>>() {}.getType();
    try (Watch<V1ConfigMap> watch = Watch.createWatch(client, request.buildCall(null), type)) {
      assertThat(List.of(watch.next().type, watch.next().type)).containsExactly("ADDED", "DELETED");
    }
  }

  @Test
  void informerMissesNothingWhenTheServerIsKilled(@TempDir Path directory) throws IOException {
    var cluster = Product.up(directory.resolve("cluster"), "--no-node");
    var seen = new CopyOnWriteArrayList<String>();
    var program = Config.fromConfig(cluster.kubeconfig().toString());
    var factory = new SharedInformerFactory(program);
    try {
      var maps = factory.sharedIndexInformerFor(maps(program), V1ConfigMap.class, 0, "default");
      maps.addEventHandler(recorder(seen));
      factory.startAllRegisteredInformers();
      Wait.until(maps::hasSynced);
      cluster.kubectl("create", "configmap", "before");
      Wait.untilAsserted(() -> assertThat(seen).contains("+before"));
      cluster.kill();
      cluster.up("--no-node");
      cluster.kubectl("delete", "configmap", "before");
      cluster.kubectl("create", "configmap", "after");

      // In any order: an informer that lists anew tells of additions before deletions.
      Wait.untilAsserted(() -> assertThat(seen).contains("+before", "-before", "+after"));
      assertThat(names(maps.getIndexer().list())).contains("after").doesNotContain("before");
    } finally {
      factory.stopAllRegisteredInformers();
      cluster.close();
      cluster.timonier("reset").orFail();
    }
  }

  private static GenericKubernetesApi<V1ConfigMap, V1ConfigMapList> maps(ApiClient program) {
    return new GenericKubernetesApi<>(
        V1ConfigMap.class, V1ConfigMapList.class, "", "v1", "configmaps", program);
  }

  private static ResourceEventHandler<V1ConfigMap> recorder(List<String> seen) {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(V1ConfigMap map) {
        seen.add("+" + name(map));
      }

      @Override
      public void onUpdate(V1ConfigMap old, V1ConfigMap map) {
        seen.add("~" + name(map));
      }

      @Override
      public void onDelete(V1ConfigMap map, boolean unknown) {
        seen.add("-" + name(map));
      }
    };
  }
}
