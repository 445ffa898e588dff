package dev.timonier.server.resource.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.Creation;
import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RbacKindsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  static final List<Creation> CREATIONS =
      List.of(
          new Creation(
              "empty rule",
              "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r}, rules: [{}]}",
              List.of(
                  "rules[0].verbs: Required value: verbs must contain at least one value",
                  "rules[0].apiGroups: Required value: resource rules must supply at least one api group",
                  "rules[0].resources: Required value: resource rules must supply at least one resource")),
          new Creation(
              "paths in a namespace",
              "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r}, rules: [{nonResourceURLs: [/healthz], verbs: [get]}]}",
              List.of(
                  "rules[0].nonResourceURLs: Invalid value: [\"/healthz\"]: namespaced rules cannot apply to non-resource URLs")),
          new Creation(
              "names with colons",
              "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: 'system:x'}}",
              List.of()),
          new Creation(
              "aggregation of nothing",
              "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}, aggregationRule: {}}",
              List.of(
                  "aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil")),
          new Creation(
              "role in a cluster-wide binding",
              "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: b}, roleRef: {kind: Role, name: r}}",
              List.of(
                  "roleRef.kind: Unsupported value: \"Role\": supported values: \"ClusterRole\"")),
          new Creation(
              "account without namespace",
              "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: b}, roleRef: {kind: ClusterRole, name: r}, subjects: [{kind: ServiceAccount, name: a}]}",
              List.of("subjects[0].namespace: Required value")));

  @ParameterizedTest
  @FieldSource("CREATIONS")
  void newRolesAndBindingsKeepTheirRules(Creation c) {
    assertThat(LocalApi.faults(() -> api.create(c.yaml()))).isEqualTo(c.faults());
  }

  @Test
  void bindingKeepsItsRole() {
    var kind = "apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b}";
    api.create("{" + kind + ", roleRef: {kind: Role, name: one}}");
    assertThat(LocalApi.faults(() -> api.patch("{" + kind + ", roleRef: {name: two}}")))
        .containsExactly(
            "roleRef: Invalid value: {\"APIGroup\":\"rbac.authorization.k8s.io\",\"Kind\":\"Role\","
                + "\"Name\":\"two\"}: cannot change roleRef");
  }

  @Test
  void tableShowsWhoHasTheRole() {
    assertThat(
            api.cells(
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b},"
                    + " roleRef: {kind: Role, name: r}, subjects: [{kind: User, name: u}, {kind:"
                    + " ServiceAccount, name: s, namespace: 'n'}]}"))
        .containsExactly("b", "Role/r", "<unknown>", "u", "", "n/s");
  }
}
