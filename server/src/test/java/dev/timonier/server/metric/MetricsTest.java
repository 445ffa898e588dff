package dev.timonier.server.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.timonier.server.fixture.TestServer;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MetricsTest {
  private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
  private static final String SERVICES = "/api/v1/namespaces/default/services";
  private static final String CIDR = "cidr=\"10.96.0.0/12\"";

  @AutoClose private final TestServer server = new TestServer();

  @BeforeEach
  void start() {
    server.admin().get("/metrics");
  }

  private List<String> lines() {
    return server.admin().get("/metrics").text().lines().toList();
  }

  private record Coding(String accepted, boolean isGzip) {}

  static final List<Coding> CODINGS =
      List.of(
          new Coding("gzip", true),
          new Coding("zstd, gzip;q=0.5", true),
          new Coding("identity;q=0.4, gzip;q=0.5", true),
          new Coding("gzip, identity", false),
          new Coding("*", false),
          new Coding("gzip;q=0", false),
          new Coding("deflate", false),
          new Coding("", false));

  @ParameterizedTest
  @FieldSource("CODINGS")
  void pageIsCompressedForWhoLikesThat(Coding coding) {
    var answer = server.admin().with("Accept-Encoding", coding.accepted()).get("/metrics");
    assertThat(answer.text()).startsWith("# HELP ");
    assertThat(answer.headers().first("Content-Encoding").isPresent()).isEqualTo(coding.isGzip());
    assertThat(answer.headers().first("Vary")).isEmpty();
  }

  private void create(String name) {
    server.admin().post(CONFIG_MAPS, "{metadata: {name: " + name + "}}");
  }

  @Test
  void requestsAreCountedByVerbResourceAndCode() {
    create("mine");
    create("mine");
    create("other");
    server.admin().get(CONFIG_MAPS);
    server.admin().get(CONFIG_MAPS + "/mine");
    server.admin().get(CONFIG_MAPS + "/none");

    assertThat(lines())
        .contains(
            counted("201", "resource", "POST") + "2",
            counted("409", "resource", "POST") + "1",
            counted("200", "namespace", "LIST") + "1",
            counted("200", "resource", "GET") + "1",
            counted("404", "resource", "GET") + "1");
  }

  @Test
  void cachesTellTheirCapacityAndConsistentReads() {
    server.admin().get(CONFIG_MAPS);
    server.admin().get(CONFIG_MAPS + "?resourceVersion=0");

    assertThat(lines())
        .contains(
            "watch_cache_capacity{group=\"\",resource=\"configmaps\"} 256",
            "apiserver_watch_cache_consistent_read_total{fallback=\"false\",group=\"\","
                + "resource=\"configmaps\",success=\"true\"} 1");
  }

  @Test
  void requestsToTheStoreAreMeasured() {
    server.admin().delete("/metrics");
    create("mine");
    create("mine");
    server.admin().patch(CONFIG_MAPS + "/mine", "merge-patch+json", "{data: {a: b}}");
    server.admin().delete(CONFIG_MAPS + "/mine");
    var version = server.store().currentRevision();
    server.admin().get(CONFIG_MAPS + "?resourceVersionMatch=Exact&resourceVersion=" + version);

    assertThat(lines())
        .contains(
            asked("etcd_requests_total", "create") + "2",
            asked("etcd_requests_total", "update") + "1",
            asked("etcd_requests_total", "delete") + "1",
            asked("etcd_requests_total", "list") + "1",
            asked("etcd_request_duration_seconds_count", "create") + "2")
        .noneMatch(line -> line.startsWith("etcd_request_errors_total{"));
  }

  private static String asked(String name, String operation) {
    return name + "{group=\"\",operation=\"" + operation + "\",resource=\"configmaps\"} ";
  }

  @Test
  void waitsOfReadsForTheCacheAreMeasured() {
    server.admin().get(CONFIG_MAPS);
    server.admin().get(CONFIG_MAPS + "?resourceVersion=0");
    server.admin().get(CONFIG_MAPS + "?resourceVersion=1");

    assertThat(lines())
        .contains(
            "apiserver_watch_cache_read_wait_seconds_count{group=\"\",resource=\"configmaps\"} 2");
  }

  @Test
  void whatHasLabelsIsCountedAnewAfterAReset() {
    create("mine");
    var counted = counted("201", "resource", "POST");
    var changes = "apiserver_storage_events_received_total{group=\"\",resource=\"configmaps\"} ";
    assertThat(lines()).contains(counted + "1");

    var answer = server.admin().delete("/metrics");
    assertThat(answer.text()).isEqualTo("metrics reset\n");
    assertThat(answer.headers().first("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(lines()).noneMatch(line -> line.startsWith(counted) || line.startsWith(changes));

    create("other");
    assertThat(lines()).contains(counted + "1", changes + "1");
  }

  @Test
  void servicesThatAreNotAvailableAreTold() {
    var remote =
        """
        {metadata: {name: v1.remote.example}, spec: {group: remote.example, version: v1,
         groupPriorityMinimum: 100, versionPriority: 10, insecureSkipTLSVerify: true,
         service: {namespace: default, name: none}}}""";
    assertThat(server.admin().post("/apis/apiregistration.k8s.io/v1/apiservices", remote).code())
        .isEqualTo(201);

    assertThat(lines())
        .contains(
            "aggregator_unavailable_apiservice{name=\"v1.\"} 0",
            "aggregator_unavailable_apiservice{name=\"v1.remote.example\"} 1");
  }

  @Test
  void whatTheStandardsForPodsCountBeginsAtZero() {
    assertThat(lines())
        .contains(
            evaluated("allow", "enforce", "privileged") + "0",
            "pod_security_exemptions_total{request_operation=\"update\",resource=\"controller\","
                + "subresource=\"\"} 0");
  }

  @Test
  void requestsThatNobodyTakesAreNotCounted() {
    var path = CONFIG_MAPS + "/none";
    assertThat(server.admin().post(path, "{}").code()).isEqualTo(405);
    assertThat(server.admin().with("Accept", "text/html").get(CONFIG_MAPS).code()).isEqualTo(406);
    assertThat(server.admin().patch(path, "json", "{}").code()).isEqualTo(415);
    var shapeless = server.admin().with("Accept", "application/json;as=None;g=meta.k8s.io;v=v1");
    assertThat(shapeless.get(path).code()).isEqualTo(406);

    assertThat(lines())
        .contains(counted("406", "resource", "GET") + "1")
        .noneMatch(line -> line.contains("code=\"405\"") || line.contains("code=\"415\""))
        .doesNotContain(counted("406", "namespace", "LIST") + "1");
  }

  private static String counted(String code, String scope, String verb) {
    return "apiserver_request_total{code=\"%s\",component=\"apiserver\",dry_run=\"\",group=\"\",%s"
        .formatted(
            code,
            "resource=\"configmaps\",scope=\"%s\",subresource=\"\",verb=\"%s\",version=\"v1\"} "
                .formatted(scope, verb));
  }

  @Test
  void durationsAreInTheBucketsOfKubernetes() {
    create("mine");

    var buckets =
        lines().stream()
            .filter(line -> line.startsWith("apiserver_request_duration_seconds_bucket"))
            .filter(line -> line.contains("configmaps") && line.contains("POST"))
            .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
            .toList();
    assertThat(buckets).hasSize(24).startsWith("0.005", "0.025", "0.05").endsWith("60", "+Inf");
  }

  @Test
  void dryRunsAreToldApart() {
    server.admin().post(CONFIG_MAPS + "?dryRun=All", "{metadata: {name: mine}}");

    assertThat(lines())
        .anyMatch(line -> line.startsWith("apiserver_request_total") && line.contains("\"All\""));
  }

  @Test
  void refusedRequestsAndUnknownPathsHaveNoMeters() {
    server.anonymous().get(CONFIG_MAPS);
    server.admin().get("/apis/nothing.example/v1/things");
    server.admin().get("/api/v1/nothings");
    server.admin().get("/nowhere");

    assertThat(lines())
        .noneMatch(line -> line.startsWith("apiserver_request") && line.contains("nothing"))
        .noneMatch(line -> line.startsWith("apiserver_request") && line.contains("nowhere"))
        .noneMatch(line -> line.startsWith("apiserver_request_total") && line.contains("\"403\""));
  }

  @Test
  void someDocumentsAreCountedAsSubresources() {
    for (var path :
        List.of(
            "/readyz", "/api", "/openapi/v3", "/openapi/v3/api/v1", "/version", "/readyz/ping")) {
      server.admin().get(path);
    }

    assertThat(lines())
        .filteredOn(line -> line.startsWith("apiserver_request_total"))
        .filteredOn(line -> line.contains("resource=\"\""))
        .containsExactlyInAnyOrder(
            document("", "/readyz"),
            document("apiserver", "api"),
            document("", "openapi/v3"),
            document("", "openapi/v3/"));
  }

  private static String document(String component, String name) {
    return "apiserver_request_total{code=\"200\",component=\"%s\",dry_run=\"\",group=\"\",%s"
        .formatted(
            component,
            "resource=\"\",scope=\"\",subresource=\"%s\",verb=\"GET\",version=\"\"} 1"
                .formatted(name));
  }

  @Test
  void storedObjectsAreCounted() {
    create("mine");

    await()
        .untilAsserted(
            () ->
                assertThat(lines())
                    .contains(
                        "apiserver_storage_objects{resource=\"configmaps\"} 3",
                        "apiserver_resource_objects{group=\"\",resource=\"configmaps\"} 3"));
    assertThat(lines()).anyMatch(line -> line.contains("resource=\"deployments.apps\"} 0"));
  }

  @Test
  void processAndRequestsUnderWayAreTold() {
    assertThat(lines())
        .contains("apiserver_current_inflight_requests{request_kind=\"readOnly\"} 1")
        .anyMatch(line -> line.matches("process_resident_memory_bytes [1-9].*"))
        .anyMatch(line -> line.matches("process_cpu_seconds_total [0-9].*"))
        .anyMatch(line -> line.matches("process_open_fds [1-9].*"))
        .anyMatch(line -> line.matches("process_max_fds [1-9].*"))
        .anyMatch(line -> line.matches("process_virtual_memory_max_bytes [1-9].*"))
        .anyMatch(line -> line.matches("process_network_receive_bytes_total [1-9].*"))
        .anyMatch(line -> line.matches("process_network_transmit_bytes_total [1-9].*"))
        .anyMatch(line -> line.matches("process_start_time_seconds [1-9].*"));
  }

  @Test
  void eventsOfWatchesAreCounted() {
    var frames = new LinkedBlockingQueue<byte[]>();
    var watch = server.admin().watch(CONFIG_MAPS + "?watch=true", frames::add);
    create("mine");
    create("other");

    await().until(() -> frames.size() == 2);
    assertThat(lines())
        .contains(
            "apiserver_watch_events_total{group=\"\",resource=\"configmaps\",version=\"v1\"} 2",
            "apiserver_watch_events_sizes_bucket{group=\"\",resource=\"configmaps\",version=\"v1\","
                + "le=\"1024\"} 2")
        .anyMatch(line -> line.startsWith("apiserver_longrunning_requests") && line.endsWith(" 1"));
    watch.close();
    assertThat(lines())
        .noneMatch(
            line -> line.startsWith("apiserver_longrunning_requests") && line.endsWith(" 1"));
  }

  @Test
  void durationsThatCountForObjectivesLeaveDryRunsOut() {
    create("mine");
    server.admin().post(CONFIG_MAPS + "?dryRun=All", "{metadata: {name: other}}");

    assertThat(lines())
        .anyMatch(
            line ->
                line.startsWith("apiserver_request_sli_duration_seconds_count")
                    && line.contains("POST")
                    && line.endsWith(" 1"));
  }

  @Test
  void whoComesInIsCounted() {
    server.certificate("CN=jane@example.org").get(CONFIG_MAPS);
    server.certificate("CN=jane").get("/version");
    server.bearer("nonsense").get("/version");

    assertThat(lines())
        .contains(
            "authenticated_user_requests{username=\"email_id\"} 1",
            "authenticated_user_requests{username=\"other\"} 1",
            "authentication_attempts{result=\"error\"} 1",
            "authorization_attempts_total{result=\"no-opinion\"} 1")
        .anyMatch(
            line ->
                line.matches(
                    "authentication_duration_seconds_bucket\\{result=\"success\",le=\"16.384\"\\} [1-9].*"))
        .anyMatch(
            line -> line.matches("apiserver_client_certificate_expiration_seconds_count [1-9].*"));
  }

  @Test
  void judgementsOnPodsAreCounted() {
    namespace("strict", "enforce: baseline, pod-security.kubernetes.io/warn: restricted");
    namespace("free", "enforce: privileged");
    pod("strict", "");
    pod("strict", "hostPID: true, ");
    pod("free", "");

    assertThat(lines())
        .contains(
            "# HELP pod_security_evaluations_total [ALPHA] Number of policy evaluations that"
                + " occurred, not counting ignored or exempt requests.",
            evaluated("allow", "enforce", "baseline") + "1",
            evaluated("deny", "enforce", "baseline") + "1",
            evaluated("deny", "warn", "restricted") + "1",
            evaluated("allow", "enforce", "privileged") + "1")
        .noneMatch(line -> line.startsWith("pod_security_errors_total"));
  }

  private void namespace(String name, String label) {
    var labels = "pod-security.kubernetes.io/" + label;
    var namespaces = "/api/v1/namespaces";
    server.admin().post(namespaces, "{metadata: {name: %s, labels: {%s}}}".formatted(name, labels));
    server
        .admin()
        .post(namespaces + "/" + name + "/serviceaccounts", "{metadata: {name: default}}");
  }

  private void pod(String namespace, String spec) {
    server
        .admin()
        .post(
            "/api/v1/namespaces/" + namespace + "/pods",
            "{metadata: {generateName: p}, spec: {%scontainers: [{name: c, image: i}]}}"
                .formatted(spec));
  }

  private static String evaluated(String decision, String mode, String level) {
    return "pod_security_evaluations_total{decision=\"%s\",mode=\"%s\",%s"
        .formatted(
            decision,
            mode,
            "policy_level=\"%s\",policy_version=\"latest\",request_operation=\"create\","
                    .formatted(level)
                + "resource=\"pod\",subresource=\"\"} ");
  }

  @Test
  void compatibilityIsTold() {
    assertThat(lines())
        .contains(
            "version_info{binary=\"1.36\",component=\"kube\",emulation=\"1.36\",min_compat=\"1.35\"} 1");
  }

  @Test
  void whatIsNotedOfNodesIsMeasured() {
    namespace("some", "enforce: privileged");
    pod("some", "nodeName: n1, ");
    var node = server.certificate("O=system:nodes,CN=system:node:n1");
    node.get("/api/v1/namespaces/some/configmaps/any");

    assertThat(lines())
        .contains("node_authorizer_graph_actions_duration_seconds_count{operation=\"AddPod\"} 1");
  }

  @Test
  void gatheringsOfWhatIsServedAreCounted() {
    var accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    server.admin().with("Accept", accept).get("/apis");
    server.admin().with("Accept", accept).get("/apis");

    assertThat(lines()).contains("aggregator_discovery_aggregation_count_total 1");
  }

  @Test
  void addressesAndPortsOfServicesAreCounted() {
    service("any", "type: NodePort, ports: [{port: 80}]");
    service("dry", "type: NodePort, ports: [{port: 80}]", "?dryRun=All");
    service("certain", "clusterIP: 10.96.0.77, ports: [{port: 80}]");
    service("taken", "clusterIP: 10.96.0.77, ports: [{port: 80}]");
    service("port", "type: NodePort, ports: [{port: 80, nodePort: 30333}]");
    service("beyond", "type: NodePort, ports: [{port: 80, nodePort: 80}]");
    server.admin().delete(SERVICES + "/port");

    await().untilAsserted(this::assertThatPoolsAreTold);
  }

  private void assertThatPoolsAreTold() {
    assertThat(lines())
        .contains(
            pool("clusterip_allocator_allocated_ips{cidr=\"10.96.0.0/12\"} 3"),
            pool("clusterip_allocator_available_ips{cidr=\"10.96.0.0/12\"} 1.048571e+06"),
            pool("clusterip_allocator_allocation_total{" + CIDR + ",scope=\"dynamic\"} 3"),
            pool("clusterip_allocator_allocation_total{" + CIDR + ",scope=\"static\"} 2"),
            pool("clusterip_allocator_allocation_errors_total{" + CIDR + ",scope=\"static\"} 1"),
            pool("clusterip_allocator_allocation_duration_seconds_count{" + CIDR + "} 5"),
            pool("nodeport_allocator_allocated_ports 1"),
            pool("nodeport_allocator_available_ports 2767"),
            pool("nodeport_allocator_allocation_total{scope=\"dynamic\"} 1"),
            pool("nodeport_allocator_allocation_total{scope=\"static\"} 1"),
            pool("nodeport_allocator_allocation_errors_total{scope=\"static\"} 1"));
  }

  private static String pool(String line) {
    return "kube_apiserver_" + line;
  }

  private void service(String name, String spec) {
    service(name, spec, "");
  }

  private void service(String name, String spec, String query) {
    server
        .admin()
        .post(SERVICES + query, "{metadata: {name: %s}, spec: {%s}}".formatted(name, spec));
  }

  @Test
  void whoActsAsAnotherIsCounted() {
    server.admin().with("Impersonate-User", "jane").get("/version");
    server.certificate("CN=nobody").with("Impersonate-User", "jane").get("/version");

    assertThat(lines())
        .contains(
            impersonation("attempts_total", "allowed", "user-info", 1),
            impersonation("attempts_duration_seconds_count", "allowed", "user-info", 1),
            impersonation("attempts_total", "denied", "", 1),
            impersonation("authorization_attempts_total", "allowed", "user-info", 2),
            impersonation("authorization_attempts_total", "denied", "user-info", 1),
            impersonation("authorization_attempts_total", "denied", "legacy", 1));
  }

  private static String impersonation(String name, String decision, String mode, int count) {
    return "apiserver_impersonation_%s{decision=\"%s\",mode=\"%s\"} %d"
        .formatted(name, decision, mode, count);
  }

  @Test
  void changesAndInitialEventsAreCountedByResource() {
    create("mine");
    var watch = server.admin().watch(CONFIG_MAPS + "?watch=true", _ -> {});
    create("other");

    await()
        .untilAsserted(
            () ->
                assertThat(lines())
                    .contains(
                        "apiserver_watch_cache_events_received_total"
                            + "{group=\"\",resource=\"configmaps\"} 4",
                        "apiserver_init_events_total{group=\"\",resource=\"configmaps\"} 1"));
    watch.close();
  }

  @Test
  void pluginsThatAdmitOrRefuseAreMeasured() {
    create("mine");
    server.admin().post("/api/v1/namespaces/nowhere/configmaps", "{metadata: {name: mine}}");

    assertThat(lines())
        .contains(
            "apiserver_admission_controller_admission_duration_seconds_count{"
                + "name=\"NamespaceLifecycle\",operation=\"CREATE\",rejected=\"true\","
                + "type=\"admit\"} 1",
            "apiserver_admission_step_admission_duration_seconds_count{"
                + "operation=\"CREATE\",rejected=\"true\",type=\"admit\"} 1")
        .anyMatch(
            line ->
                line.startsWith(
                    "apiserver_admission_controller_admission_duration_seconds_bucket{"
                        + "name=\"ResourceQuota\",operation=\"CREATE\",rejected=\"false\","
                        + "type=\"validate\",le=\"0.005\"} "))
        .anyMatch(
            line ->
                line.startsWith(
                    "apiserver_admission_step_admission_duration_seconds_count{"
                        + "operation=\"CREATE\",rejected=\"false\",type=\"validate\"} "))
        .noneMatch(line -> line.contains("ResourceQuota") && line.contains("type=\"admit\""));
  }

  @Test
  void useOfWhatIsOnItsWayOutIsTold() {
    var told =
        "apiserver_requested_deprecated_apis{group=\"\",removed_release=\"\","
            + "resource=\"endpoints\",subresource=\"\",version=\"v1\"} 1";
    server.admin().get(CONFIG_MAPS);
    assertThat(lines()).doesNotContain(told);

    server.admin().get("/api/v1/endpoints");
    server.admin().get("/api/v1/namespaces/default/endpoints");
    assertThat(lines())
        .contains(told)
        .noneMatch(
            line ->
                line.contains(
                    "deprecated_apis{group=\"\",removed_release=\"\",resource=\"configmaps"));
  }

  @Test
  void listsAreCountedByWhereTheyComeFrom() {
    create("mine");
    create("other");
    var list = server.admin().get(CONFIG_MAPS + "?labelSelector=color%3Dred").body();
    var version = list.at("/metadata/resourceVersion").asText();
    server.admin().get(CONFIG_MAPS + "?resourceVersionMatch=Exact&resourceVersion=" + version);

    var labels = "{group=\"\",resource=\"configmaps\"} ";
    var indexed = "{group=\"\",index=\"\",resource=\"configmaps\"} ";
    assertThat(lines())
        .contains(
            "apiserver_cache_list_total" + indexed + "1",
            "apiserver_cache_list_fetched_objects_total" + indexed + "2",
            "apiserver_cache_list_returned_objects_total" + labels + "0",
            "apiserver_storage_list_total" + labels + "1",
            "apiserver_storage_list_evaluated_objects_total" + labels + "2",
            "apiserver_storage_list_returned_objects_total" + labels + "2")
        .noneMatch(
            line -> line.startsWith("apiserver_storage_list_total") && line.contains("pods"));
  }

  @Test
  void sizeOfObjectsIsTold() {
    var before = bytes();
    create("mine");
    await().until(() -> bytes() > before);
    var grown = bytes();
    server.admin().delete(CONFIG_MAPS + "/mine");

    assertThat(grown).isLessThan(before + 1000);
    await().until(() -> bytes() == before);
  }

  private double bytes() {
    var name = "apiserver_resource_size_estimate_bytes{group=\"\",resource=\"configmaps\"} ";
    return lines().stream()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  @Test
  void watchesThatBeginWithAListAreMeasured() {
    var count =
        "apiserver_watch_list_duration_seconds_count{group=\"\",resource=\"configmaps\","
            + "scope=\"namespace\",version=\"v1\"} ";
    server.admin().watch(CONFIG_MAPS + "?watch=true", _ -> {}).close();
    assertThat(lines()).noneMatch(line -> line.startsWith(count));

    var list = "&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan";
    server.admin().watch(CONFIG_MAPS + "?watch=true" + list, _ -> {}).close();
    assertThat(lines()).contains(count + "1");
  }

  @Test
  void nothingIsToldThatKubernetesHasNoNameFor() {
    create("mine");
    assertThat(lines()).noneMatch(line -> line.contains("_max{"));
  }

  @Test
  void bodiesAreMeasuredByResourceAndVerb() {
    create("mine");
    server.admin().put(CONFIG_MAPS + "/mine", "{metadata: {name: mine}}");
    server.admin().delete(CONFIG_MAPS + "/mine");
    server.admin().delete(CONFIG_MAPS);

    assertThat(lines())
        .contains(
            sizeOfBodies("create", "le=\"50000\"") + "1",
            sizeOfBodies("update", "le=\"3.05e+06\"") + "1",
            sizeOfBodies("delete", "le=\"+Inf\"") + "1",
            sizeOfBodies("delete_collection", "le=\"+Inf\"") + "1");
  }

  private static String sizeOfBodies(String verb, String bucket) {
    return "apiserver_request_body_size_bytes_bucket{group=\"\",resource=\"configmaps\",verb=\""
        + verb
        + "\","
        + bucket
        + "} ";
  }

  @Test
  void requestsAreMeasuredByTheValidationTheyWant() {
    server.admin().post(CONFIG_MAPS + "?fieldValidation=Strict", "{metadata: {name: mine}}");
    server.admin().post(CONFIG_MAPS + "?fieldValidation=Loose", "{metadata: {name: mine}}");

    var name = "field_validation_request_duration_seconds_count{field_validation=";
    assertThat(lines())
        .contains(name + "\"Strict\"} 1", name + "\"invalid\"} 1")
        .noneMatch(line -> line.startsWith(name + "\"Ignore\""));
  }

  @Test
  void filtersAreMeasured() {
    server.admin().with("Impersonate-User", "jane").get("/version");

    for (var filter : List.of("authentication", "constrainedimpersonation", "authorization")) {
      assertThat(lines())
          .anyMatch(
              line ->
                  line.matches(
                      "apiserver_request_filter_duration_seconds_count\\{filter=\"%s\"} [1-9].*"
                          .formatted(filter)));
    }
  }

  @Test
  void authorizersTellWhatTheyDecide() {
    var nobody = server.certificate("CN=nobody");
    nobody.get("/version");
    nobody.get(CONFIG_MAPS);

    var rbac =
        "apiserver_authorization_decisions_total{decision=\"%s\",name=\"rbac\",type=\"RBAC\"}";
    assertThat(lines())
        .contains(rbac.formatted("allowed") + " 1")
        .noneMatch(line -> line.startsWith(rbac.formatted("denied")));
  }

  @Test
  void helpTellsHowStableAMetricIs() {
    create("mine");
    assertThat(lines())
        .contains(
            "# HELP apiserver_request_total [STABLE] Counter of apiserver requests broken out for"
                + " each verb, dry run value, group, version, resource, scope, component, and HTTP"
                + " response code.",
            "# TYPE apiserver_request_total counter",
            "# TYPE authentication_attempts counter");
  }

  @Test
  void versionIsTold() {
    assertThat(lines())
        .anyMatch(
            line ->
                line.startsWith("kubernetes_build_info{")
                    && line.contains("git_version=\"v1.36.2\"")
                    && line.endsWith(" 1"));
  }

  @Test
  void onlyWhoMayReadsMetrics() {
    assertThat(server.anonymous().get("/metrics").code()).isEqualTo(403);
    assertThat(server.certificate("CN=nobody").get("/metrics").code()).isEqualTo(403);
    assertThat(server.admin().get("/metrics").headers().first("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
  }
}
