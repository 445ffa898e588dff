package dev.timonier.server.resource.core.podspec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ResourceDefaultsTest {
  @AutoClose private final LocalApi api = new LocalApi();

  record Amount(String place, String kind, String part) {}

  static final List<Amount> AMOUNTS =
      List.of(
          new Amount(
              "/spec/limits/0/max/cpu", "LimitRange", "limits: [{type: Pod, max: {cpu: %s}}]"),
          new Amount(
              "/spec/limits/0/defaultRequest/cpu",
              "LimitRange",
              "limits: [{type: Container, max: {cpu: %s}}]"),
          new Amount("/spec/hard/cpu", "ResourceQuota", "hard: {cpu: %s}"),
          new Amount(
              "/spec/capacity/storage",
              "PersistentVolume",
              "capacity: {storage: %s}, accessModes: [ReadWriteOnce], hostPath: {path: /a}"),
          new Amount(
              "/spec/resources/limits/storage",
              "PersistentVolumeClaim",
              "accessModes: [ReadWriteOnce], resources: {requests: {storage: '1'}, limits: {storage:"
                  + " %s}}"),
          new Amount(
              "/spec/resources/requests/storage",
              "PersistentVolumeClaim",
              "accessModes: [ReadWriteOnce], resources: {requests: {storage: %s}}"),
          new Amount(
              "/status/capacity/cpu", "Node", "unschedulable: true}, status: {capacity: {cpu: %s}"),
          new Amount(
              "/status/allocatable/cpu",
              "Node",
              "unschedulable: true}, status: {capacity: {cpu: %s}"));

  @ParameterizedTest
  @FieldSource("AMOUNTS")
  void finerThanAThousandthIsRoundedUp(Amount amount) {
    var object =
        "{apiVersion: v1, kind: %s, metadata: {name: a}, spec: {%s}}"
            .formatted(amount.kind(), amount.part());
    for (var fine : List.of("1000100u", "1.0001", "1.000001", "'1000000001n'")) {
      var created = api.create(object.formatted(fine));
      assertThat(created.at(amount.place()).asText()).isEqualTo("1001m");
      api.delete("apiVersion: v1, kind: " + amount.kind(), "a");
    }
  }
}
