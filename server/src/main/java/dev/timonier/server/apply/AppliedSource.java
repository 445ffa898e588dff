package dev.timonier.server.apply;

import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.UpdateSource;

/// A configuration of the server's own in the place of the one that its manager applied before.
public record AppliedSource(Applier applier, Application application) implements UpdateSource {
  @Override
  public ApiObject next(ApiObject present) {
    var object = applier.apply(present, application);
    application.request().resource().normalize(object);
    return object;
  }

  @Override
  public boolean retriesConflicts() {
    return true;
  }

  @Override
  public boolean tracksFields() {
    return true;
  }
}
