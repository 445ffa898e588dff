package dev.timonier.server.resource.core.serviceaccount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.timonier.server.fixture.LocalApi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ServiceAccountKindTest {
  private static final String ACCOUNT = "apiVersion: v1, kind: ServiceAccount, metadata: {name: a";
  private static final String ENFORCES =
      ", annotations: {kubernetes.io/enforce-mountable-secrets: 'true'}";

  @AutoClose private final LocalApi api = new LocalApi();

  @Test
  void secretsAreReferredToByNameOnly() {
    var account =
        api.create("{" + ACCOUNT + "}, secrets: [{name: s, namespace: other, kind: Secret}]}");
    assertThat(account.path("secrets").toString()).isEqualTo("[{\"name\":\"s\"}]");
  }

  @Test
  void whoBeginsToRestrictMountedSecretsIsWarnedOnce() {
    api.create("{" + ACCOUNT + ENFORCES + "}}");
    assertThat(api.warnings())
        .containsExactly(
            "metadata.annotations[kubernetes.io/enforce-mountable-secrets]: deprecated in v1.32+;"
                + " prefer separate namespaces to isolate access to mounted secrets");
    api.update("{" + ACCOUNT + ENFORCES + "}, automountServiceAccountToken: false}");
    assertThat(api.warnings()).isEmpty();
  }
}
