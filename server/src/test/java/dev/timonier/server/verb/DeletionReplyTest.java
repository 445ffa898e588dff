package dev.timonier.server.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.TestServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Of some kinds a deletion shows the object, of most a Status.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletionReplyTest {
  @AutoClose private final TestServer server = new TestServer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/namespaces/default/configmaps | {} | Status
          /api/v1/namespaces/default/serviceaccounts | {} | ServiceAccount
          /apis/resource.k8s.io/v1/deviceclasses | {spec: {}} | DeviceClass
          /apis/resource.k8s.io/v1/namespaces/default/resourceclaims | {spec: {}} | ResourceClaim
          /apis/resource.k8s.io/v1/namespaces/default/resourceclaimtemplates | {spec: {spec: {}}} | ResourceClaimTemplate
          /apis/storage.k8s.io/v1/namespaces/default/csistoragecapacities | {storageClassName: s} | Status
          /apis/storage.k8s.io/v1/storageclasses | {provisioner: p} | StorageClass
          """)
  void deletionShows(String path, String content, String kind) {
    var client = server.admin();
    var separator = content.equals("{}") ? "" : ", ";
    var object = "{metadata: {name: a}" + separator + content.substring(1);
    var created = client.post(path, object);
    assertThat(created.code()).as(created.text()).isEqualTo(201);
    assertThat(client.delete(path + "/a").body().path("kind").asText()).isEqualTo(kind);
  }

  @Test
  void deletionOfAllJobsWarnsOfTheirPods() {
    var answer = server.admin().delete("/apis/batch/v1/namespaces/default/jobs");
    assertThat(answer.headers().first("Warning").orElse(""))
        .contains("child pods are preserved by default when jobs are deleted");
  }
}
