package dev.timonier.server.bootstrap;

import dev.timonier.machinery.token.LegacyTokens;
import dev.timonier.server.bootstrap.SystemObjects.Place;
import dev.timonier.server.object.Trees;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/// Tells since when it is noted that a token in a secret is used: one that bears no note was not
/// used since.
public final class LegacyTokenTracking implements Bootstrap.Step {
  private static final Place PLACE =
      new Place("", "v1", "configmaps", "kube-system", LegacyTokens.TRACKING);
  private static final String SINCE = "since";

  private final SystemObjects objects;
  private final InstantSource clock;

  public LegacyTokenTracking(SystemObjects objects, InstantSource clock) {
    this.objects = objects;
    this.clock = clock;
  }

  @Override
  public void run() {
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    objects.reconcile(
        PLACE,
        root -> Trees.child(root, "data").put(SINCE, today),
        present -> {
          if (!isDate(Trees.text(present.path("data"), SINCE))) {
            Trees.child(present, "data").put(SINCE, today);
          }
        });
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeParseException _) {
      return false;
    }
  }
}
