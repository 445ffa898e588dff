package dev.timonier.server.admission.quota;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ResourceQuotaPluginTest {
  private static final String QUOTA = "apiVersion: v1, kind: ResourceQuota";

  @AutoClose
  private final LocalApi api =
      LocalApi.admitting((objects, store) -> List.of(new ResourceQuotaPlugin(objects)));

  /// Creates a quota as its controller has counted it.
  private void quota(String spec, String hard, String used) {
    api.create("{" + QUOTA + ", metadata: {name: a}, spec: " + spec + "}");
    api.patch(
        Part.STATUS,
        "{" + QUOTA + ", metadata: {name: a}, status: {hard: " + hard + ", used: " + used + "}}");
  }

  private JsonNode used() {
    return api.get(QUOTA, "a").path("status").path("used");
  }

  private void pod(String name, String content) {
    api.create(
        "{apiVersion: v1, kind: Pod, metadata: {name: "
            + name
            + "}, spec: {containers: [{name: c, image: x"
            + content
            + "}]}}");
  }

  @Test
  void whatIsGrantedIsBookedAndWhatExceedsIsRefused() {
    var hard = "{cpu: '1', pods: '2'}";
    quota("{hard: " + hard + "}", hard, "{cpu: '0', pods: '0'}");
    pod("p1", ", resources: {requests: {cpu: 600m}}");
    assertThat(used()).hasToString("{\"cpu\":\"600m\",\"pods\":\"1\"}");
    assertThat(LocalApi.refusal(() -> pod("p2", ", resources: {requests: {cpu: 600m}}")))
        .isEqualTo(
            "pods \"p2\" is forbidden: exceeded quota: a, requested: cpu=600m, used: cpu=600m,"
                + " limited: cpu=1");
    pod("p2", ", resources: {requests: {cpu: 400m}}");
    assertThat(LocalApi.refusal(() -> pod("p3", ", resources: {requests: {cpu: 1m}}")))
        .isEqualTo(
            "pods \"p3\" is forbidden: exceeded quota: a, requested: cpu=1m,pods=1, used:"
                + " cpu=1,pods=2, limited: cpu=1,pods=2");
  }

  @Test
  void whatWasNotCountedIsNotGranted() {
    var hard = "{pods: '2', requests.example.com/gpu: '1', services: '1'}";
    quota("{hard: " + hard + "}", hard, "{pods: '0'}");
    assertThat(LocalApi.refusal(() -> pod("p", "")))
        .isEqualTo(
            "pods \"p\" is forbidden: status unknown for quota: a, resources:"
                + " pods,requests.example.com/gpu");
    assertThat(
            LocalApi.refusal(
                () -> api.create("{apiVersion: v1, kind: Secret, metadata: {name: s}}")))
        .isEmpty();
  }

  @Test
  void quotaThatItsControllerHasNotSeenLimitsNothing() {
    api.create("{" + QUOTA + ", metadata: {name: a}, spec: {hard: {pods: '0'}}}");
    pod("p", "");
  }

  @Test
  void containersMustSayWhatIsLimited() {
    var hard = "{limits.memory: 1Gi, requests.cpu: '1'}";
    quota("{hard: " + hard + "}", hard, "{limits.memory: '0', requests.cpu: '0'}");
    assertThat(LocalApi.refusal(() -> pod("p", "")))
        .isEqualTo(
            "pods \"p\" is forbidden: failed quota: a: must specify limits.memory for: c;"
                + " requests.cpu for: c");
  }

  @Test
  void scopeDecidesWhatAQuotaIsAbout() {
    var hard = "{pods: '0'}";
    quota("{scopes: [BestEffort], hard: " + hard + "}", hard, hard);
    assertThat(LocalApi.refusal(() -> pod("p", ""))).contains("exceeded quota: a");
    pod("q", ", resources: {requests: {cpu: 1m}}");
  }

  @Test
  void nothingIsBookedForWhatAnotherQuotaRefuses() {
    quota("{hard: {pods: '9'}}", "{pods: '9'}", "{pods: '0'}");
    api.create("{" + QUOTA + ", metadata: {name: b}, spec: {hard: {count/pods: '0'}}}");
    api.patch(
        Part.STATUS,
        "{"
            + QUOTA
            + ", metadata: {name: b}, status: {hard: {count/pods: '0'}, used: {count/pods: '0'}}}");
    assertThat(LocalApi.refusal(() -> pod("p", ""))).contains("exceeded quota: b");
    assertThat(used()).hasToString("{\"pods\":\"0\"}");
  }

  @Test
  void podThatComesIntoAScopeIsCountedWhole() {
    var hard = "{pods: '0'}";
    quota("{scopes: [Terminating], hard: " + hard + "}", hard, hard);
    pod("p", "");
    assertThat(
            LocalApi.refusal(
                () ->
                    api.patch(
                        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec:"
                            + " {activeDeadlineSeconds: 9}}")))
        .isEqualTo(
            "pods \"p\" is forbidden: exceeded quota: a, requested: pods=1, used: pods=0, limited:"
                + " pods=0");
    api.patch("{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {k: v}}}");
  }

  @Test
  void podThatGrowsIsChargedForTheDifference() {
    var hard = "{requests.cpu: '1'}";
    quota("{hard: " + hard + "}", hard, "{requests.cpu: '0'}");
    pod("p", ", resources: {requests: {cpu: 600m}}");
    resize("900m");
    assertThat(used()).hasToString("{\"requests.cpu\":\"900m\"}");
    assertThat(LocalApi.refusal(() -> resize("2")))
        .isEqualTo(
            "pods \"p\" is forbidden: exceeded quota: a, requested: requests.cpu=1100m, used:"
                + " requests.cpu=900m, limited: requests.cpu=1");
  }

  private void resize(String cpu) {
    api.patch(
        Part.RESIZE,
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: x,"
            + " resources: {requests: {cpu: '"
            + cpu
            + "'}}}]}}");
  }

  @Test
  void objectsAreCounted() {
    var hard = "{count/deployments.apps: '0', secrets: '1', services.nodeports: '0'}";
    quota(
        "{hard: " + hard + "}",
        hard,
        "{count/deployments.apps: '0', secrets: '0', services.nodeports: '0'}");
    api.create("{apiVersion: v1, kind: Secret, metadata: {name: s1}}");
    assertThat(
            LocalApi.refusal(
                () -> api.create("{apiVersion: v1, kind: Secret, metadata: {name: s2}}")))
        .isEqualTo(
            "secrets \"s2\" is forbidden: exceeded quota: a, requested: secrets=1, used: secrets=1,"
                + " limited: secrets=1");
  }

  @Test
  void whatAnyQuotaWantsToBeSaidComesFirst() {
    quota("{hard: {pods: '0'}}", "{pods: '0'}", "{pods: '0'}");
    api.create("{" + QUOTA + ", metadata: {name: b}, spec: {hard: {cpu: '1'}}}");
    api.patch(
        Part.STATUS,
        "{" + QUOTA + ", metadata: {name: b}, status: {hard: {cpu: '1'}, used: {cpu: '0'}}}");
    assertThat(LocalApi.refusal(() -> pod("p", "")))
        .isEqualTo("pods \"p\" is forbidden: failed quota: b: must specify cpu for: c");
  }

  @Test
  void podThatAsksAsAWholeNeedNotSayMore() {
    var hard = "{limits.memory: 1Gi}";
    quota("{hard: " + hard + "}", hard, "{limits.memory: '0'}");
    api.create(
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {resources: {limits: {memory: 1Mi}},"
            + " containers: [{name: c, image: x}]}}");
    assertThat(used()).hasToString("{\"limits.memory\":\"1Mi\"}");
  }

  @Test
  void eventsAreNotLimited() {
    quota("{hard: {count/events: '0'}}", "{count/events: '0'}", "{count/events: '0'}");
    api.create(
        "{apiVersion: v1, kind: Event, metadata: {name: e}, involvedObject: {kind: Pod, name: p,"
            + " namespace: default}, reason: R, message: m, type: Normal}");
  }

  private static String claim(String name, String content) {
    return "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: "
        + name
        + "}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 3Gi}}"
        + content
        + "}}";
  }

  @Test
  void scopeDecidesByTheAttributesOfVolumes() {
    var hard = "{requests.storage: 4Gi}";
    quota(
        "{hard: "
            + hard
            + ", scopeSelector: {matchExpressions: [{scopeName: VolumeAttributesClass, operator: In,"
            + " values: [gold]}]}}",
        hard,
        "{requests.storage: '0'}");
    api.create(claim("a", ""));
    api.create(claim("b", ", volumeAttributesClassName: silver"));
    api.create(claim("c", ", volumeAttributesClassName: gold"));
    assertThat(LocalApi.refusal(() -> api.create(claim("d", ", volumeAttributesClassName: gold"))))
        .endsWith(
            "requested: requests.storage=3Gi, used: requests.storage=3Gi, limited:"
                + " requests.storage=4Gi");
  }

  @Test
  void whatAVolumeWasGivenIsBookedEvenWhereItIsTooMuch() {
    var hard = "{requests.storage: 4Gi}";
    quota("{hard: " + hard + "}", hard, "{requests.storage: '0'}");
    api.create(claim("a", ""));
    api.patch(
        Part.STATUS,
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: a}, status:"
            + " {allocatedResources: {storage: 5Gi}}}");
    assertThat(used()).hasToString("{\"requests.storage\":\"5Gi\"}");
  }

  private static String devices(String name, String request) {
    return "{apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: "
        + name
        + "}, spec: {devices: {requests: [{name: r, "
        + request
        + "}]}}}";
  }

  @Test
  void devicesOfAClassAreLimited() {
    var devices = "gpu.deviceclass.resource.k8s.io/devices";
    quota(
        "{hard: {%s: '3'}}".formatted(devices),
        "{%s: '3'}".formatted(devices),
        "{%s: '0'}".formatted(devices));
    api.create(devices("a", "exactly: {deviceClassName: gpu, count: 2}"));
    api.create(devices("b", "exactly: {deviceClassName: other, count: 2}"));
    assertThat(
            LocalApi.refusal(
                () ->
                    api.create(
                        devices("c", "exactly: {deviceClassName: gpu, allocationMode: All}"))))
        .isEqualTo(
            "resourceclaims.resource.k8s.io \"c\" is forbidden: exceeded quota: a, requested:"
                + " %1$s=32, used: %1$s=2, limited: %1$s=3".formatted(devices));
    assertThat(
            LocalApi.refusal(
                () ->
                    api.create(
                        devices(
                            "d",
                            "firstAvailable: [{name: x, deviceClassName: gpu, count: 1}, {name: z,"
                                + " deviceClassName: gpu, count: 2}]"))))
        .contains("requested: %s=2,".formatted(devices));
  }

  @Test
  void devicesAreLimitedAsTheExtendedResourceOfTheirClass() {
    api.create(
        "{apiVersion: resource.k8s.io/v1, kind: DeviceClass, metadata: {name: gpu}, spec:"
            + " {extendedResourceName: example.com/gpu}}");
    var hard =
        "{requests.example.com/gpu: '1', requests.deviceclass.resource.kubernetes.io/gpu: '1'}";
    quota("{hard: " + hard + "}", hard, hard.replace("'1'", "'0'"));
    assertThat(
            LocalApi.refusal(
                () -> api.create(devices("a", "exactly: {deviceClassName: gpu, count: 2}"))))
        .contains(
            "requested: requests.deviceclass.resource.kubernetes.io/gpu=2,requests.example.com/gpu=2,");
    api.create(devices("b", "exactly: {deviceClassName: gpu, count: 1}"));
  }

  @Test
  void competingRequestsNeverExceedAQuota() throws Exception {
    quota("{hard: {secrets: '3'}}", "{secrets: '3'}", "{secrets: '0'}");
    var requests = IntStream.range(0, 8).mapToObj(this::secret).toList();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var refusals = 0;
      for (var outcome : executor.invokeAll(requests)) {
        refusals += outcome.get().isEmpty() ? 0 : 1;
      }
      assertThat(refusals).isEqualTo(5);
    }
    assertThat(used().path("secrets").asText()).isEqualTo("3");
  }

  private Callable<String> secret(int number) {
    return () ->
        LocalApi.refusal(
            () -> api.create("{apiVersion: v1, kind: Secret, metadata: {name: s" + number + "}}"));
  }
}
