package dev.timonier.server.resource.admissionregistration;

import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.NameAndAge;

/// What configures admission counts the changes of what it says, and is not replaced unseen.
public final class AdmissionConfigurationKind {
  public static final KindRules WEBHOOKS = of("webhooks");
  public static final KindRules POLICY = of("spec");

  private AdmissionConfigurationKind() {}

  private static KindRules of(String field) {
    return new KindRules(new Rules(field), new NameAndAge());
  }

  /// @param field what such an object says
  private record Rules(String field) implements Strategy {
    @Override
    public Generation generation() {
      return Generation.COUNTED;
    }

    @Override
    public boolean raisesGeneration(ApiObject next, ApiObject old) {
      return !next.root().path(field).equals(old.root().path(field));
    }

    @Override
    public UnconditionalUpdate unconditionalUpdate() {
      return UnconditionalUpdate.FORBIDDEN;
    }
  }
}
