package dev.timonier.server.resource.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.object.Trees.Truth;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Texts;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The rules and columns of CSIDrivers.
public final class CsiDriverKind {
  public static final KindRules RULES =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .truth(
                  "AttachRequired",
                  "Whether volumes are attached",
                  o -> o.path("spec").path("attachRequired").asBoolean(true))
              .truth(
                  "PodInfoOnMount",
                  "Whether the driver is told of the pod",
                  o -> o.path("spec").path("podInfoOnMount").asBoolean())
              .truth(
                  "StorageCapacity",
                  "Whether capacity is taken into account",
                  o -> o.path("spec").path("storageCapacity").asBoolean())
              .text("TokenRequests", "The audiences of tokens", CsiDriverKind::audiences)
              .truth(
                  "RequiresRepublish",
                  "Whether volumes are published again and again",
                  o -> o.path("spec").path("requiresRepublish").asBoolean())
              .text(
                  "Modes",
                  "The sorts of volumes",
                  o -> Texts.list(o.path("spec").path("volumeLifecycleModes")))
              .age());

  private CsiDriverKind() {}

  private static Object audiences(JsonNode driver) {
    var requests = driver.path("spec").path("tokenRequests");
    return requests.isMissingNode()
        ? "<unset>"
        : Trees.stream(requests)
            .map(request -> request.path("audience").asText())
            .collect(Collectors.joining(","));
  }

  private static final class Rules implements Strategy {
    private static final List<String> POLICIES = List.of("File", "None", "ReadWriteOnceWithFSType");
    private static final List<String> MODES = List.of("Persistent", "Ephemeral");
    private static final int SHORTEST_TOKEN = 600;
    private static final int SHORTEST_PERIOD = 10;
    private static final String SCALING = "preventPodSchedulingIfMissing";
    private static final String TOKENS_MAY_BE_LOGGED =
        "spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to"
            + " prevent possible logging of tokens in volume attributes";

    @Override
    public void setDefaults(ObjectNode object) {
      var spec = Trees.child(object, "spec");
      Trees.setDefault(spec, "attachRequired", Truth.TRUE);
      for (var field :
          List.of("podInfoOnMount", "storageCapacity", "requiresRepublish", "seLinuxMount")) {
        Trees.setDefault(spec, field, Truth.FALSE);
      }
      Trees.setDefault(spec, "fsGroupPolicy", "ReadWriteOnceWithFSType");
      if (spec.path("volumeLifecycleModes").isEmpty()) {
        spec.putArray("volumeLifecycleModes").add("Persistent");
      }
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(
          Trait.COUNTS_CHANGES,
          Trait.COUNTS_FROM_NONE,
          Trait.UPDATED_BY_VERSION,
          Trait.DELETION_SHOWS_OBJECT);
    }

    @Override
    public void prepareCreate(ApiObject object, WriteRequest request) {
      Trees.child(object.root(), "spec").remove(SCALING);
    }

    /// Whether pods wait for drivers is an alpha feature, which is off.
    @Override
    public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
      if (!old.spec().has(SCALING)) {
        Trees.child(next.root(), "spec").remove(SCALING);
      }
    }

    @Override
    public void validateCreate(Subject object) {
      spec(object.at("spec"));
    }

    private static void spec(Subject spec) {
      spec.at("fsGroupPolicy").oneOf(POLICIES);
      tokens(spec.at("tokenRequests"));
      modes(spec.at("volumeLifecycleModes"));
      var period = spec.at("nodeAllocatableUpdatePeriodSeconds");
      if (period.isPresent() && period.number() < SHORTEST_PERIOD) {
        period.invalid("must be greater than or equal to 10 seconds");
      }
      var secret = spec.at("serviceAccountTokenInSecrets");
      if (secret.isPresent() && spec.at("tokenRequests").isEmpty()) {
        secret.invalid("serviceAccountTokenInSecrets is set but no tokenRequests are specified");
      }
    }

    @Override
    public List<String> warnings(ApiObject driver) {
      var spec = driver.spec();
      return !spec.path("tokenRequests").isEmpty() && !spec.has("serviceAccountTokenInSecrets")
          ? List.of(TOKENS_MAY_BE_LOGGED)
          : List.of();
    }

    @Override
    public List<String> warnings(ApiObject next, ApiObject old, Part part) {
      var same = next.spec().path("tokenRequests").equals(old.spec().path("tokenRequests"));
      return same ? List.of() : warnings(next);
    }

    private static void modes(Subject modes) {
      modes.elements().stream()
          .filter(mode -> !MODES.contains(mode.text()))
          .forEach(mode -> modes.notSupported(mode.shown(), MODES));
    }

    private static void tokens(Subject requests) {
      var audiences = new HashSet<String>();
      for (var request : requests.elements()) {
        if (!audiences.add(request.at("audience").text())) {
          request.at("audience").duplicate(Subject.quote(request.at("audience").text()));
          continue;
        }
        var expiration = request.at("expirationSeconds");
        if (expiration.isPresent() && expiration.number() < SHORTEST_TOKEN) {
          expiration.invalid("may not specify a duration less than 10 minutes");
        }
        if (expiration.isPresent() && expiration.number() > 1L << 32) {
          expiration.invalid("may not specify a duration larger than 2^32 seconds");
        }
      }
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      var spec = next.at("spec");
      spec(spec);
      spec.at("attachedRequired") // as Kubernetes names it here
          .with(spec.at("attachRequired").value())
          .immutable(old.spec().path("attachRequired"));
      spec.at("volumeLifecycleModes").immutable(old.spec().path("volumeLifecycleModes"));
    }
  }
}
