package dev.timonier.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import dev.timonier.server.registry.Part;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeviceAdminAccessTest {
  private static final String REFUSAL =
      ".adminAccess: Forbidden: admin access to devices requires the"
          + " `resource.kubernetes.io/admin-access: true` label on the containing namespace";
  private static final String SPEC =
      "{devices: {requests: [{name: x, exactly: {deviceClassName: c}}, {name: 'y', exactly:"
          + " {deviceClassName: c, adminAccess: true}}]}}";

  @AutoClose
  private final LocalApi api =
      LocalApi.admitting((objects, _) -> List.of(new DeviceAdminAccess(objects)));

  private void namespace(String label) {
    api.create(
        "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {resource.kubernetes.io/admin-access: '%s'}}}"
            .formatted(label));
  }

  private void claim() {
    api.create(
        "{apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: a}, spec: "
            + SPEC
            + "}");
  }

  private void template() {
    api.create(
        "{apiVersion: resource.k8s.io/v1, kind: ResourceClaimTemplate, metadata: {name: a}, spec: {spec: "
            + SPEC
            + "}}");
  }

  @Test
  void namespaceHasToBeMarked() {
    namespace("false");
    var fault = "spec.devices.requests[1]" + REFUSAL;
    assertThat(LocalApi.faults(this::claim)).containsExactly(fault);
    assertThat(LocalApi.faults(this::template)).containsExactly(fault);
  }

  @Test
  void firstRequestIsToldOfAlone() {
    namespace("false");
    var exactly = "exactly: {deviceClassName: c, adminAccess: true}";
    var requests = "[{name: x, " + exactly + "}, {name: 'y', " + exactly + "}]";
    var kind = "apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: a}";
    var spec = "{devices: {requests: " + requests + "}}";
    assertThat(LocalApi.faults(() -> api.create("{" + kind + ", spec: " + spec + "}")))
        .containsExactly("spec.devices.requests[0]" + REFUSAL);
  }

  @Test
  void nothingIsAllocatedWithItUnlessTheNamespaceIsMarked() {
    namespace("false");
    var claim = "apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: b}";
    api.create(
        "{" + claim + ", spec: {devices: {requests: [{name: x, exactly: {deviceClassName: c}}]}}}");
    var result = "{request: x, driver: d, pool: p, device: e, adminAccess: true}";
    assertThat(
            LocalApi.faults(
                () ->
                    api.patch(
                        Part.STATUS,
                        "{"
                            + claim
                            + ", status: {allocation: {devices: {results: ["
                            + result
                            + "]}}}}")))
        .containsExactly("status.allocation.devices.results[0]" + REFUSAL);
  }

  @Test
  void markedNamespaceAllowsIt() {
    namespace("true");
    claim();
    template();
  }
}
