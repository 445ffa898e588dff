package dev.timonier.server.resource.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.WriteRequest;
import dev.timonier.server.validation.Subject;
import java.util.Set;

/// Autoscalers of `autoscaling/v1` are held against the rules of those of v2, as which they are
/// stored.
final class OldAutoscalerStrategy implements Strategy {
  private static final AutoscalerConversion CONVERSION = new AutoscalerConversion();
  private static final Strategy STORED = new HorizontalPodAutoscalerStrategy();

  /// Annotations that mean something take the form that they have when they are read, and the CPU
  /// is measured when nothing else is.
  @Override
  public void setDefaults(ObjectNode object) {
    Trees.setDefault(Trees.child(object, "spec"), "minReplicas", 1);
    CONVERSION.toStored(object);
    CONVERSION.toServed(object);
  }

  @Override
  public void prepareCreate(ApiObject object, WriteRequest request) {
    AutoscalerAnnotations.dropStatus(object.root());
  }

  /// What the annotations hold belongs to the specification or to the status, and stays with the
  /// part that is not written.
  @Override
  public void prepareUpdate(ApiObject next, ApiObject old, WriteRequest request) {
    AutoscalerAnnotations.keepOtherPart(request.part(), next.root(), old.root());
  }

  @Override
  public Set<String> derivedAnnotations() {
    return AutoscalerAnnotations.keys();
  }

  @Override
  public void validateCreate(Subject object) {
    STORED.validateCreate(stored(object));
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    STORED.validateUpdate(stored(next), ApiObject.of(stored(old.root())), part);
  }

  private static Subject stored(Subject object) {
    return object.with(stored(object.value()));
  }

  private static ObjectNode stored(JsonNode object) {
    var stored = object.<ObjectNode>deepCopy();
    CONVERSION.toStored(stored);
    return stored;
  }
}
