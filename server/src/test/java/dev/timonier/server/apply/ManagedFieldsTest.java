package dev.timonier.server.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.catalog.Catalog;
import dev.timonier.machinery.catalog.GroupVersion;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.server.apply.Application.Force;
import dev.timonier.server.apply.typed.BuiltInTypes;
import dev.timonier.server.authn.User;
import dev.timonier.server.json.YamlReader;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.DryRun;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Resource;
import dev.timonier.server.registry.Resources;
import dev.timonier.server.registry.Warnings;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.BuiltInKinds;
import dev.timonier.server.schema.Conformer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManagedFieldsTest {
  private static final Resources RESOURCES = new Resources(BuiltInKinds.resources());
  private static final BuiltInTypes TYPES = new BuiltInTypes();

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final ManagedFieldTracker tracker =
      new ManagedFieldTracker(TYPES, RESOURCES::inVersion, () -> now);
  private final Applier applier = new Applier(TYPES, RESOURCES::inVersion, () -> now);

  private static ObjectNode tree(String yaml) {
    return (ObjectNode) YamlReader.read(yaml.getBytes(StandardCharsets.UTF_8)).tree();
  }

  private static ObjectNode configMap(String data) {
    return tree("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: " + data + "}");
  }

  private static Resource resource(ApiObject object) {
    var kind = GroupVersion.parse(object.apiVersion()).kind(object.kind());
    var api = Catalog.builtIn().find(kind).orElseThrow();
    return RESOURCES.find(api.groupVersion(), api.plural()).orElseThrow();
  }

  private static WriteRequest request(ApiObject object, String manager, Part part) {
    return new WriteRequest(
        resource(object),
        "default",
        "a",
        part,
        new User("jane", "u1", List.of(), Map.of()),
        manager,
        DryRun.NO,
        JsonNodeFactory.instance.objectNode(),
        new Warnings());
  }

  private ApiObject create(ObjectNode tree, String manager) {
    var object = ApiObject.of(tree);
    resource(object).normalize(object);
    tracker.track(object, Optional.empty(), request(object, manager, Part.MAIN));
    object.metadata().setUid("u");
    return object;
  }

  private ApiObject update(ApiObject old, ObjectNode tree, String manager) {
    return update(old, tree, manager, Part.MAIN);
  }

  private ApiObject update(ApiObject old, ObjectNode tree, String manager, Part part) {
    var object = ApiObject.of(tree);
    resource(object).normalize(object);
    tracker.track(object, Optional.of(old), request(object, manager, part));
    object.metadata().setUid("u");
    return object;
  }

  private ApiObject apply(ApiObject live, ObjectNode config, String manager, Force force) {
    var request = request(live, manager, Part.MAIN);
    return applier.apply(live, new Application(config, force, request));
  }

  /// As `manager operation second fields`.
  private static List<String> managers(ApiObject object) {
    var shown = new ArrayList<String>();
    for (var entry : object.metadata().managedFields()) {
      shown.add(
          entry.path("manager").asText()
              + " "
              + entry.path("operation").asText()
              + (entry.has("subresource") ? "/" + entry.path("subresource").asText() : "")
              + " "
              + entry.path("time").asText().substring(17, 19)
              + " "
              + entry.path("fieldsV1"));
    }
    return shown;
  }

  @Test
  void requestsOfCertificatesAreNobodysToChange() {
    var object =
        create(
            tree(
                "{apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata:"
                    + " {name: a, labels: {x: 'y'}}, spec: {signerName: a.b/c}}"),
            "m");
    assertThat(managers(object).toString()).contains("f:labels").doesNotContain("f:spec");
  }

  @Test
  void whoWritesTheStatusOfARequestOfACertificateDoesNotManageItsConditions() {
    var type = "{apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, ";
    var rest = type + "metadata: {name: a, labels: {x: 'y'}}, spec: {signerName: a.b/c}";
    var before = create(tree(rest + "}"), "m");
    var status = "status: {certificate: eA==, conditions: [{type: Failed, status: 'True'}]}";
    var after = update(before, tree(rest + ", " + status + "}"), "signer", Part.STATUS);
    assertThat(managers(after))
        .hasSize(2)
        .endsWith("signer Update/status 00 {\"f:status\":{\"f:certificate\":{}}}");
  }

  private void passSecond() {
    now = now.plusSeconds(1);
  }

  @Test
  void creatorManagesAllButWhatTheServerOwns() {
    var object =
        create(
            tree(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {l: m}}, data: {k: v}}"),
            "alice");
    assertThat(managers(object))
        .containsExactly(
            "alice Update 00 {\"f:data\":{\".\":{},\"f:k\":{}},"
                + "\"f:metadata\":{\"f:labels\":{\".\":{},\"f:l\":{}}}}");
  }

  @Test
  void whoeverChangesFieldTakesItFromItsManager() {
    var created = create(configMap("{a: '1', b: '1'}"), "alice");
    passSecond();
    var updated = update(created, configMap("{a: '1', b: '2', c: '1'}"), "bob");
    assertThat(managers(updated))
        .containsExactly(
            "alice Update 00 {\"f:data\":{\".\":{},\"f:a\":{}}}",
            "bob Update 01 {\"f:data\":{\"f:b\":{},\"f:c\":{}}}");
  }

  @Test
  void updateThatChangesNothingKeepsTheTime() {
    var created = create(configMap("{a: '1'}"), "alice");
    passSecond();
    assertThat(managers(update(created, configMap("{a: '1'}"), "bob")))
        .isEqualTo(managers(created));
  }

  @Test
  void laterUpdatesOfManagerJoinTheEarlierOnes() {
    var created = create(configMap("{a: '1'}"), "alice");
    passSecond();
    assertThat(managers(update(created, configMap("{a: '1', b: '1'}"), "alice")))
        .containsExactly("alice Update 01 {\"f:data\":{\".\":{},\"f:a\":{},\"f:b\":{}}}");
  }

  @Test
  void removedFieldsAreNobodys() {
    var created = create(configMap("{a: '1', b: '1'}"), "alice");
    assertThat(managers(update(created, configMap("{a: '1'}"), "bob")))
        .containsExactly("alice Update 00 {\"f:data\":{\".\":{},\"f:a\":{}}}");
  }

  @Test
  void oldestOfMoreThanTenUpdatersBecomeOne() {
    var object = create(configMap("{k00: '1'}"), "m00");
    for (var i = 1; i < 12; i++) {
      passSecond();
      var next = object.copy();
      ((ObjectNode) next.root().path("data")).put("k%02d".formatted(i), "1");
      object = update(object, next.root(), "m%02d".formatted(i));
    }
    assertThat(managers(object))
        .hasSize(10)
        .startsWith(
            "ancient-changes Update 02 "
                + "{\"f:data\":{\".\":{},\"f:k00\":{},\"f:k01\":{},\"f:k02\":{}}}")
        .endsWith("m11 Update 11 {\"f:data\":{\"f:k11\":{}}}");
  }

  @Test
  void whoGivesAnEmptyListManagesIt() {
    var limits = "{apiVersion: v1, kind: LimitRange, metadata: {name: a}, spec: {%s}}";
    assertThat(managers(create(tree(limits.formatted("limits: []")), "alice")))
        .containsExactly("alice Update 00 {\"f:spec\":{\"f:limits\":{}}}");
    assertThat(managers(create(tree(limits.formatted("")), "alice"))).isEmpty();
  }

  @Test
  void emptyListOfEntriesForgetsAllManagers() {
    var created = create(configMap("{a: '1'}"), "alice");
    var reset = created.copy();
    reset.metadata().tree().putArray("managedFields");
    ManagedFields.markReset(reset.root());
    assertThat(managers(update(created, reset.root(), "bob"))).isEmpty();
  }

  @Test
  void entriesThatAreNotUnderstoodChangeNothing() {
    var created = create(configMap("{a: '1'}"), "alice");
    var next = created.copy();
    next.metadata().tree().putArray("managedFields").addObject().put("manager", "x");
    assertThat(managers(update(created, next.root(), "bob"))).isEqualTo(managers(created));
  }

  @Test
  void fieldsOfUnknownVersionsAreForgotten() {
    var created = create(configMap("{a: '1'}"), "alice");
    ((ObjectNode) created.metadata().managedFields().get(0)).put("apiVersion", "v0");
    assertThat(managers(update(created, configMap("{a: '1', b: '1'}"), "bob")))
        .containsExactly("bob Update 00 {\"f:data\":{\"f:b\":{}}}");
  }

  @Test
  void statusIsManagedApart() {
    var created = create(tree("{apiVersion: v1, kind: Namespace, metadata: {name: a}}"), "alice");
    var next = created.copy();
    next.root().withObject("/status").put("phase", "Terminating");
    next.root().withObject("/spec").putArray("finalizers").add("x");
    assertThat(managers(update(created, next.root().deepCopy(), "bob", Part.STATUS)))
        .contains("bob Update/status 00 {\"f:status\":{\"f:phase\":{}}}");
    assertThat(managers(update(created, next.root(), "bob")))
        .noneMatch(entry -> entry.contains("f:status"));
  }

  @Test
  void appliedFieldsAreOnlyThoseOfTheConfiguration() {
    var created = create(configMap("{a: '1'}"), "alice");
    passSecond();
    var applied = apply(created, configMap("{b: '1'}"), "bob", Force.NO);
    assertThat(applied.root().path("data").toString()).isEqualTo("{\"a\":\"1\",\"b\":\"1\"}");
    assertThat(managers(applied))
        .containsExactly(
            "bob Apply 01 {\"f:data\":{\"f:b\":{}}}",
            "alice Update 00 {\"f:data\":{\".\":{},\"f:a\":{}}}");
  }

  @Test
  void fieldsThatAreAppliedNoLongerGoUnlessOthersManageThem() {
    var live = create(configMap("{a: '1'}"), "alice");
    live = apply(live, configMap("{a: '1', b: '1', c: '1'}"), "bob", Force.NO);
    live = apply(live, configMap("{c: '1'}"), "carol", Force.NO);
    live = apply(live, configMap("{d: '1'}"), "bob", Force.NO);
    assertThat(live.root().path("data").toString())
        .isEqualTo("{\"a\":\"1\",\"c\":\"1\",\"d\":\"1\"}");
  }

  @Test
  void fieldsOfOthersAreNotChangedUnlessForced() {
    var created = create(configMap("{a: '1'}"), "alice");
    assertThatThrownBy(() -> apply(created, configMap("{a: '2'}"), "bob", Force.NO))
        .isInstanceOf(ApiException.class)
        .hasMessage("Apply failed with 1 conflict: conflict with \"alice\" using v1: .data.a");
    var forced = apply(created, configMap("{a: '2'}"), "bob", Force.YES);
    assertThat(managers(forced))
        .containsExactly(
            "bob Apply 00 {\"f:data\":{\"f:a\":{}}}", "alice Update 00 {\"f:data\":{}}");
  }

  @Test
  void conflictsAreToldManagerByManager() {
    var live = create(configMap("{a: '1', b: '1'}"), "alice");
    var other = apply(live, configMap("{c: '1'}"), "carol", Force.NO);
    assertThatThrownBy(() -> apply(other, configMap("{a: '2', b: '2', c: '2'}"), "bob", Force.NO))
        .hasMessage(
            "Apply failed with 3 conflicts: conflicts with \"alice\" using v1:\n- .data.a\n"
                + "- .data.b\nconflicts with \"carol\":\n- .data.c");
  }

  @Test
  void unmanagedFieldsBelongToWhoWasThereBefore() {
    var live = create(configMap("{a: '1'}"), "alice");
    live.metadata().tree().remove("managedFields");
    assertThat(managers(apply(live, configMap("{b: '1'}"), "bob", Force.NO)))
        .contains("before-first-apply Update 00 {\"f:data\":{\".\":{},\"f:a\":{}}}");
  }

  @Test
  void configurationOfAnotherKindIsRefused() {
    var live = create(configMap("{}"), "alice");
    assertThatThrownBy(() -> apply(live, tree("{apiVersion: v1, kind: Secret}"), "bob", Force.NO))
        .hasMessage("invalid object type: /v1, Kind=Secret");
  }

  @Test
  void configurationWithUnknownFieldsIsRefused() {
    var live = create(configMap("{}"), "alice");
    var config = configMap("{}").put("foo", 1);
    assertThatThrownBy(() -> apply(live, config, "bob", Force.NO))
        .hasMessage(
            "failed to create typed patch object (/a; /v1, Kind=ConfigMap): .foo: field not"
                + " declared in schema");
  }

  @Test
  void whoeverGivesAnEmptyListWithinAnAtomicOneTakesIt() {
    var policy =
        "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: a}, spec: {podSelector: {}, ingress: [%s]}}";
    var old = create(tree(policy.formatted("{}")), "first");
    Conformer.settle(old.root(), resource(old).type());
    var same = update(old, tree(policy.formatted("{}")), "second");
    assertThat(owners(same, "f:ingress")).containsExactly("first");
    var other = update(old, tree(policy.formatted("{from: []}")), "second");
    assertThat(owners(other, "f:ingress")).containsExactly("second");
  }

  private static List<String> owners(ApiObject object, String field) {
    return Trees.stream(object.metadata().managedFields())
        .filter(entry -> entry.path("fieldsV1").path("f:spec").has(field))
        .map(entry -> entry.path("manager").asText())
        .toList();
  }
}
