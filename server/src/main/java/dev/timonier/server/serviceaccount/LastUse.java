package dev.timonier.server.serviceaccount;

import dev.timonier.machinery.status.ApiException;
import dev.timonier.machinery.token.LegacyTokens;
import dev.timonier.server.bootstrap.SystemObjects;
import dev.timonier.server.bootstrap.SystemObjects.Place;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes on a secret the day on which its token was last shown
/// (<https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#legacy-serviceaccount-token-tracking-controller>).
final class LastUse {
  private static final Logger LOG = LoggerFactory.getLogger(LastUse.class);

  private final SystemObjects objects;
  private final InstantSource clock;

  LastUse(SystemObjects objects, InstantSource clock) {
    this.objects = objects;
    this.clock = clock;
  }

  /// The clock of another server may be ahead.
  void note(ApiObject secret) {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var noted = secret.metadata().labels().getOrDefault(LegacyTokens.LAST_USED, "");
    if (!noted.equals(today.toString()) && !noted.equals(today.plusDays(1).toString())) {
      note(new Place("", "v1", "secrets", secret.namespace(), secret.name()), today);
    }
  }

  private void note(Place secret, LocalDate day) {
    try {
      objects.change(
          secret,
          Part.MAIN,
          root ->
              Trees.child(Trees.child(root, "metadata"), "labels")
                  .put(LegacyTokens.LAST_USED, day.toString()));
    } catch (ApiException e) {
      LOG.warn("that the token in {} was used could not be noted: {}", secret, e.getMessage());
    }
  }
}
