package dev.timonier.server.resource.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.gostruct.Struct;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.core.podspec.OldNodeLabels;
import dev.timonier.server.resource.core.podspec.ResourceRules;
import dev.timonier.server.resource.core.podspec.TolerationValidation;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.ObjectMetaRules;
import dev.timonier.server.validation.Subject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The rules and columns of RuntimeClasses.
public final class RuntimeClassKind {
  public static final KindRules RULES =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .text("Handler", "What runs the pods", o -> o.path("handler").asText())
              .age());

  private RuntimeClassKind() {}

  private static final class Rules implements Strategy {
    @Override
    public void validateCreate(Subject object) {
      var handler = object.at("handler").mustBePresent("");
      if (!handler.isEmpty()) {
        handler.format(Format.DNS_LABEL);
      }
      overhead(object.at("overhead"));
      ObjectMetaRules.labels(object.at("scheduling").at("nodeSelector"));
      tolerations(object.at("scheduling").at("tolerations"));
    }

    private static void overhead(Subject overhead) {
      if (overhead.has("podFixed")) {
        ResourceRules.overhead(overhead, overhead.at("podFixed").value());
      }
    }

    private static void tolerations(Subject tolerations) {
      TolerationValidation.validate(tolerations);
      var seen = new HashSet<JsonNode>();
      for (var toleration : tolerations.elements()) {
        if (!seen.add(((ObjectNode) toleration.value()).deepCopy().without("tolerationSeconds"))) {
          toleration.duplicate(Struct.of(toleration.value(), "core/v1.Toleration").toString());
        }
      }
    }

    @Override
    public List<String> warnings(ApiObject object) {
      var selector = Subject.of(object.root()).at("scheduling").at("nodeSelector");
      return selector.keys().stream()
          .flatMap(label -> OldNodeLabels.advice(label).stream())
          .map(advice -> selector.path() + ": " + advice)
          .toList();
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      validateCreate(next);
      next.at("handler").immutable(old.root().path("handler"));
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return UpdatedMetadata.CHANGES_AND_WHOLE;
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.ANY_FINALIZERS, Trait.CREATED_BY_PUT, Trait.UPDATED_BY_VERSION);
    }
  }
}
