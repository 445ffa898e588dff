package dev.timonier.controllers.validatingadmissionpolicystatus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.controllers.fixture.ControlPlane;
import dev.timonier.machinery.fake.Request;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ExpressionWarning;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.NamedRuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.NamedRuleWithOperationsBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ParamKind;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PolicyStatusControllerTest {
  private static final String APPS =
      """
      {"components": {"schemas": {
        "Deployment": {
          "type": "object",
          "properties": {
            "apiVersion": {"type": "string"},
            "kind": {"type": "string"},
            "metadata": {"allOf": [{"$ref": "#/components/schemas/Meta"}]},
            "spec": {"allOf": [{"$ref": "#/components/schemas/Spec"}], "default": {}}},
          "x-kubernetes-group-version-kind": [
            {"group": "apps", "version": "v1", "kind": "Deployment"}]},
        "ReplicaSet": {
          "type": "object",
          "x-kubernetes-group-version-kind": [
            {"group": "apps", "version": "v1", "kind": "ReplicaSet"}]},
        "Meta": {
          "type": "object",
          "properties": {
            "name": {"type": "string"},
            "namespace": {"type": "string"},
            "generateName": {"type": "string"},
            "creationTimestamp": {"$ref": "#/components/schemas/Time"},
            "labels": {"type": "object", "additionalProperties": {"type": "string"}}}},
        "Time": {"type": "string", "format": "date-time"},
        "Quantity": {"oneOf": [{"type": "string"}, {"type": "number"}]},
        "Spec": {
          "type": "object",
          "properties": {
            "replicas": {"type": "integer", "format": "int32"},
            "paused": {"type": "boolean"},
            "some-key": {"type": "number"},
            "port": {"format": "int-or-string"},
            "limit": {"$ref": "#/components/schemas/Quantity"},
            "ports": {"type": "array", "items": {"$ref": "#/components/schemas/Port"}},
            "inner": {"$ref": "#/components/schemas/Spec"}}},
        "Port": {"type": "object", "properties": {"number": {"type": "integer"}}}}}}
      """;

  private final ControlPlane plane = new ControlPlane();

  @BeforeEach
  void start() {
    plane.api().publish("/openapi/v3/apis/apps/v1", APPS);
    plane.run(context -> PolicyStatusController.create(context, 1));
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private static NamedRuleWithOperations rule(
      String group, String version, List<String> resources) {
    return new NamedRuleWithOperationsBuilder()
        .withApiGroups(group)
        .withApiVersions(version)
        .withOperations("CREATE")
        .withResources(resources)
        .build();
  }

  private static NamedRuleWithOperations apps(String... resources) {
    return rule("apps", "v1", List.of(resources));
  }

  private static ValidatingAdmissionPolicyBuilder policy(
      String expression, NamedRuleWithOperations rule) {
    return new ValidatingAdmissionPolicyBuilder()
        .withNewMetadata()
        .withName("p")
        .endMetadata()
        .withNewSpec()
        .withNewMatchConstraints()
        .withResourceRules(rule)
        .endMatchConstraints()
        .addNewValidation()
        .withExpression(expression)
        .endValidation()
        .endSpec();
  }

  private ValidatingAdmissionPolicy checked(ValidatingAdmissionPolicyBuilder policy) {
    var created = plane.api().create(policy.build());
    plane.settle();
    return plane.read(created);
  }

  private static List<String> warnings(ValidatingAdmissionPolicy policy) {
    return policy.getStatus().getTypeChecking().getExpressionWarnings().stream()
        .map(ExpressionWarning::getWarning)
        .toList();
  }

  static final List<String> SENSIBLE =
      List.of(
          "object.spec.replicas > 1 && oldObject.spec.paused",
          "object.metadata.namespace == request.namespace",
          "object.metadata.labels['a'] == 'b'",
          "object.metadata.creationTimestamp > timestamp('2026-01-01T00:00:00Z')",
          "object.spec.some__dash__key > 1.5",
          "object.spec.port == 'http' || object.spec.port == 80",
          "object.spec.ports.all(p, p.number > 0)",
          "namespaceObject.metadata.name == 'a'",
          "authorizer.group('').resource('pods').check('get').allowed()",
          "variables.big && variables.anything.b == 1");

  @ParameterizedTest
  @FieldSource("SENSIBLE")
  void nothingIsSaidOfExpressionsThatMakeSense(String expression) {
    var policy =
        policy(expression, apps("deployments"))
            .editSpec()
            .addNewVariable("object.spec.replicas > 5", "big")
            .addNewVariable("object.nope", "anything")
            .endSpec();
    var status = checked(policy).getStatus();
    assertThat(status.getObservedGeneration()).isOne();
    assertThat(status.getTypeChecking().getExpressionWarnings()).isEmpty();
  }

  private record Row(String expression, String fault) {
    @Override
    public String toString() {
      return expression;
    }
  }

  static final List<Row> FAULTS =
      List.of(
          new Row("object.nope", "1:7: undefined field 'nope'"),
          new Row("object.spec.replicas == 'a'", "'_==_' applied to '(int, string)'"),
          new Row("object.metadata.labels.all(k, k == 1)", "applied to '(string, int)'"),
          new Row("object.spec.ports[0].nope == 1", "undefined field 'nope'"),
          new Row("object.spec.limit == '1'", "undefined field 'limit'"),
          new Row("object.spec.inner.replicas > 1", "undefined field 'replicas'"),
          new Row("variables.none", "undefined field 'none'"),
          new Row("params.a == 1", "undeclared reference to 'params'"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void faultIsToldWithItsKindAndPlace(Row row) {
    assertThat(warnings(checked(policy(row.expression(), apps("deployments")))))
        .singleElement()
        .asString()
        .startsWith("apps/v1, Kind=Deployment: ERROR: <input>:1:")
        .contains(row.fault())
        .endsWith("^\n");
  }

  @Test
  void eachKindAndEachExpressionIsToldOf() {
    var policy =
        policy("object.spec.replicas > 1", apps("replicasets", "deployments", "deployments/scale"))
            .editSpec()
            .addNewValidation()
            .withExpression("has(object.kind)")
            .withMessageExpression("object.nope")
            .endValidation()
            .endSpec();
    var warnings = checked(policy).getStatus().getTypeChecking().getExpressionWarnings();
    assertThat(warnings)
        .extracting(ExpressionWarning::getFieldRef)
        .containsExactly("spec.validations[0].expression", "spec.validations[1].messageExpression");
    assertThat(warnings.getFirst().getWarning())
        .isEqualTo(
            """
            apps/v1, Kind=ReplicaSet: ERROR: <input>:1:7: undefined field 'spec'
             | object.spec.replicas > 1
             | ......^
            """);
    assertThat(warnings.getLast().getWarning())
        .isEqualTo(
            """
            apps/v1, Kind=Deployment: ERROR: <input>:1:7: undefined field 'nope'
             | object.nope
             | ......^

            apps/v1, Kind=ReplicaSet: ERROR: <input>:1:7: undefined field 'nope'
             | object.nope
             | ......^
            """);
  }

  @Test
  void parametersHaveTheTypeOfTheirKind() {
    var policy =
        policy("params.spec.paused == 1", apps("deployments"))
            .editSpec()
            .withParamKind(new ParamKind("apps/v1", "Deployment"))
            .endSpec();
    assertThat(warnings(checked(policy)).getFirst()).contains("'(bool, int)'");
  }

  @Test
  void parametersOfAKindThatNobodyKnowsMayBeAnything() {
    var policy =
        policy("params.a.b == 1", apps("deployments"))
            .editSpec()
            .withParamKind(new ParamKind("example.com/v1", "Foo"))
            .endSpec();
    assertThat(warnings(checked(policy))).isEmpty();
  }

  static final List<NamedRuleWithOperations> UNKNOWN =
      List.of(
          apps("*"),
          apps("deployments/status"),
          apps("nothing"),
          rule("*", "v1", List.of("deployments")),
          rule("apps", "*", List.of("deployments")),
          rule("batch", "v1", List.of("jobs")));

  @ParameterizedTest
  @FieldSource("UNKNOWN")
  void nothingIsSaidOfWhatHasNoKindOrNoSchema(NamedRuleWithOperations rule) {
    var status = checked(policy("object.nope", rule)).getStatus();
    assertThat(status.getObservedGeneration()).isOne();
    assertThat(status.getTypeChecking().getExpressionWarnings()).isEmpty();
  }

  @Test
  void nothingIsSaidOfTypesThatCannotBeRead() {
    plane.api().publish("/openapi/v3/apis/batch/v1", "<html>");
    var status = checked(policy("object.nope", rule("batch", "v1", List.of("jobs")))).getStatus();
    assertThat(status.getObservedGeneration()).isOne();
    assertThat(status.getTypeChecking().getExpressionWarnings()).isEmpty();
  }

  @Test
  void eachGenerationIsCheckedOnce() {
    var policy = checked(policy("object.nope", apps("deployments")));
    var written = plane.api().writes().stream().filter(PolicyStatusControllerTest::isStatus);
    assertThat(written).hasSize(1);

    plane.edit(
        policy,
        p ->
            p.edit()
                .editSpec()
                .withValidations()
                .addNewValidation()
                .withExpression("object.other")
                .endValidation()
                .endSpec()
                .build());
    var changed = plane.read(policy);
    assertThat(changed.getStatus().getObservedGeneration()).isEqualTo(2);
    assertThat(warnings(changed)).singleElement().asString().contains("undefined field 'other'");
  }

  private static boolean isStatus(Request request) {
    return request.path().endsWith("/status");
  }
}
