package dev.timonier.server.resource.coordination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Set;

/// The rules and columns of Leases.
public final class LeaseKind {
  public static final KindRules RULES =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .text(
                  "Holder",
                  "Who has the lease",
                  o -> o.path("spec").path("holderIdentity").asText())
              .age());

  private LeaseKind() {}

  private static final class Rules implements Strategy {
    @Override
    public void prepareCreate(ApiObject object, WriteRequest request) {
      dropElection(object);
    }

    @Override
    public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
      dropElection(next);
    }

    /// Coordinated election is not on by default.
    private static void dropElection(ApiObject lease) {
      if (lease.root().path("spec") instanceof ObjectNode spec) {
        spec.remove(List.of("preferredHolder", "strategy"));
      }
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.ANY_FINALIZERS, Trait.CREATED_BY_PUT, Trait.UPDATED_BY_VERSION);
    }

    @Override
    public void validateCreate(Subject object) {
      var duration = object.at("spec").at("leaseDurationSeconds");
      if (duration.isPresent() && duration.number() <= 0) {
        duration.invalid("must be greater than 0");
      }
      var transitions = object.at("spec").at("leaseTransitions");
      if (transitions.isPresent()) {
        transitions.nonNegative();
      }
    }
  }
}
