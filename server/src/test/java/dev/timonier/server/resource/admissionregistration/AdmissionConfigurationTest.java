package dev.timonier.server.resource.admissionregistration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionConfigurationTest {
  private static final String GROUP = "/apis/admissionregistration.k8s.io/v1/";

  @AutoClose private final TestServer server = new TestServer();

  /// @param said what an object says, and says otherwise then
  private record Row(String plural, String said, String otherwise) {
    @Override
    public String toString() {
      return plural;
    }
  }

  private static Row webhooks(String plural) {
    var hook =
        ", webhooks: [{name: a.b.c, sideEffects: None, admissionReviewVersions: [v1],"
            + " clientConfig: {url: 'https://h/%s'}}]";
    return new Row(plural, hook.formatted("a"), hook.formatted("b"));
  }

  private static final String CONSTRAINTS =
      "matchConstraints: {resourceRules: [{operations: ['*'], apiGroups: [''], apiVersions: [v1],"
          + " resources: [pods]}]}";

  private static Row policies(String plural, String rest) {
    var spec = ", spec: {failurePolicy: %s, " + CONSTRAINTS + ", " + rest + "}";
    return new Row(plural, spec.formatted("Fail"), spec.formatted("Ignore"));
  }

  private static Row bindings(String plural, String rest) {
    var spec = ", spec: {policyName: %s" + rest + "}";
    return new Row(plural, spec.formatted("a"), spec.formatted("b"));
  }

  static final List<Row> ROWS =
      List.of(
          webhooks("mutatingwebhookconfigurations"),
          webhooks("validatingwebhookconfigurations"),
          policies(
              "mutatingadmissionpolicies",
              "reinvocationPolicy: Never, mutations: [{patchType: ApplyConfiguration,"
                  + " applyConfiguration: {expression: 'Object{}'}}]"),
          policies("validatingadmissionpolicies", "validations: [{expression: 'true'}]"),
          bindings("mutatingadmissionpolicybindings", ""),
          bindings("validatingadmissionpolicybindings", ", validationActions: [Deny]"));

  @ParameterizedTest
  @FieldSource("ROWS")
  void changesAreCountedAndMadeToAKnownVersion(Row row) {
    var client = server.admin();
    var path = GROUP + row.plural();
    var created = client.post(path, "{metadata: {name: a}" + row.said() + "}").body();
    assertThat(created.at("/metadata/generation").asInt()).isEqualTo(1);

    var unseen = client.put(path + "/a", "{metadata: {name: a}" + row.otherwise() + "}");
    assertThat(unseen.code()).isEqualTo(422);
    assertThat(unseen.message()).endsWith("must be specified for an update");

    var version = created.at("/metadata/resourceVersion").asText();
    var metadata = "{metadata: {name: a, labels: {c: d}, resourceVersion: '%s'}";
    var labelled = client.put(path + "/a", metadata.formatted(version) + row.said() + "}").body();
    assertThat(labelled.at("/metadata/generation").asInt()).isEqualTo(1);
    var newer = labelled.at("/metadata/resourceVersion").asText();
    var changed = client.put(path + "/a", metadata.formatted(newer) + row.otherwise() + "}").body();
    assertThat(changed.at("/metadata/generation").asInt()).isEqualTo(2);
  }
}
