package dev.timonier.server.resource.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RbacKindsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  @Test
  void namesMayHaveColons() {
    var role =
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: %s}}";
    assertThat(LocalApi.faults(() -> api.create(role.formatted("'system:x'")))).isEmpty();
    assertThat(LocalApi.faults(() -> api.create(role.formatted("a/b"))))
        .containsExactly("metadata.name: Invalid value: \"a/b\": may not contain '/'");
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
