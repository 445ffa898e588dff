package dev.timonier.machinery.quantity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaNamesTest {
  @ParameterizedTest
  @CsvSource({
    "pods, pods",
    "count/pods, pods",
    "cpu, pods",
    "requests.cpu, pods",
    "limits.ephemeral-storage, pods",
    "hugepages-2Mi, pods",
    "requests.hugepages-2Mi, pods",
    "limits.hugepages-2Mi, none",
    "requests.example.com/gpu, pods",
    "limits.example.com/gpu, none",
    "requests.deviceclass.resource.kubernetes.io/gpu, pods",
    "requests.kubernetes.io/gpu, none",
    "services, services",
    "services.nodeports, services",
    "services.other, none",
    "requests.storage, claims",
    "persistentvolumeclaims, claims",
    "count/persistentvolumeclaims, claims",
    "gold.storageclass.storage.k8s.io/requests.storage, claims",
    "gold.storageclass.storage.k8s.io/persistentvolumeclaims, claims",
    "gold.storageclass.storage.k8s.io/storage, none",
    "count/configmaps, none"
  })
  void nameTellsWhatIsLimited(String name, String objects) {
    assertThat(QuotaNames.areOfPods(name)).isEqualTo(objects.equals("pods"));
    assertThat(QuotaNames.areOfServices(name)).isEqualTo(objects.equals("services"));
    assertThat(QuotaNames.areOfClaims(name)).isEqualTo(objects.equals("claims"));
  }
}
