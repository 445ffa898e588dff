package dev.timonier.server.resource.core.serviceaccount;

import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import java.util.List;
import java.util.Set;

/// ServiceAccounts refer to secrets by nothing but their names.
final class ServiceAccountStrategy implements Strategy {
  private static final String MOUNTABLE_SECRETS = "kubernetes.io/enforce-mountable-secrets";

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    nameSecretsOnly(object);
  }

  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    nameSecretsOnly(next);
  }

  private static void nameSecretsOnly(ApiObject account) {
    Trees.objects(account.root().path("secrets")).forEach(secret -> secret.retain("name"));
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return UpdatedMetadata.CHANGES_AND_WHOLE;
  }

  @Override
  public List<String> warnings(ApiObject object) {
    return enforcesMountableSecrets(object)
        ? List.of(
            "metadata.annotations["
                + MOUNTABLE_SECRETS
                + "]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted"
                + " secrets")
        : List.of();
  }

  @Override
  public List<String> warnings(ApiObject next, ApiObject old, Part part) {
    return enforcesMountableSecrets(old) ? List.of() : warnings(next);
  }

  private static boolean enforcesMountableSecrets(ApiObject account) {
    return account.metadata().annotations().containsKey(MOUNTABLE_SECRETS);
  }

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.DELETION_SHOWS_OBJECT);
  }
}
