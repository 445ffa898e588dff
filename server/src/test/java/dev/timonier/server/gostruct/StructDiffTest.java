package dev.timonier.server.gostruct;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.json.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StructDiffTest {
  private static JsonNode yaml(String text) {
    return YamlReader.read(text.getBytes(StandardCharsets.UTF_8)).tree();
  }

  @Test
  void changedClaimIsShownWithThreeLinesAround() {
    var old =
        yaml(
            "{accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, volumeName: v}");
    var next =
        yaml(
            "{accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}, volumeName: v}");
    assertThat(StructDiff.between(old, next, "core/v1.PersistentVolumeClaimSpec"))
        .isEqualTo(
            """
            @@ -6,7 +6,7 @@
              "Resources": {
               "Limits": null,
               "Requests": {
            -   "storage": "1Gi"
            +   "storage": "2Gi"
               }
              },
              "VolumeName": "v",
            """);
  }

  @Test
  void volumeThatMovesIsShownAsItsPlacesAlone() {
    var old = yaml("{capacity: {storage: 1Gi}, hostPath: {path: /tmp/x, type: ''}}");
    var next = yaml("{capacity: {storage: 1Gi}, nfs: {server: s, path: /p}}");
    assertThat(StructDiff.betweenVolumeSources(old, next))
        .isEqualTo(
            """
            @@ -1,12 +1,13 @@
             {
              "GCEPersistentDisk": null,
              "AWSElasticBlockStore": null,
            - "HostPath": {
            -  "Path": "/tmp/x",
            -  "Type": ""
            + "HostPath": null,
            + "Glusterfs": null,
            + "NFS": {
            +  "Server": "s",
            +  "Path": "/p",
            +  "ReadOnly": false
              },
            - "Glusterfs": null,
            - "NFS": null,
              "RBD": null,
              "Quobyte": null,
              "ISCSI": null,
            """);
  }

  @Test
  void networkOfTheHostIsPartOfTheSecurityContext() {
    var old = yaml("{containers: [], securityContext: {}}");
    var next = yaml("{containers: [], hostNetwork: true, securityContext: {runAsUser: 1}}");
    assertThat(StructDiff.between(old, next, "core/v1.PodSpec"))
        .contains("-  \"HostNetwork\": false,\n", "+  \"HostNetwork\": true,\n")
        .contains("-  \"RunAsUser\": null,\n", "+  \"RunAsUser\": 1,\n");
  }

  @Test
  void nothingIsSaidOfWhatIsEqual() {
    var claim = yaml("{accessModes: [ReadWriteOnce]}");
    assertThat(StructDiff.between(claim, claim, "core/v1.PersistentVolumeClaimSpec")).isEmpty();
  }

  @Test
  void changesThatAreFarApartAreShownApart() {
    var old = lines(20);
    var next = new ArrayList<>(old);
    next.set(0, "x\n");
    next.remove(19);
    assertThat(UnifiedDiff.of(old, next))
        .isEqualTo("@@ -1,4 +1,4 @@\n-0\n+x\n 1\n 2\n 3\n@@ -17,4 +17,3 @@\n 16\n 17\n 18\n-19\n");
  }

  @Test
  void textThatBeginsFromNothingIsAllNew() {
    assertThat(UnifiedDiff.of(List.of(), List.of("a\n"))).isEqualTo("@@ -0,0 +1 @@\n+a\n");
  }

  private static List<String> lines(int count) {
    return IntStream.range(0, count).mapToObj(i -> i + "\n").toList();
  }
}
