package dev.timonier.server.resource.networking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.validation.DomainPath;
import dev.timonier.server.validation.Subject;
import java.util.List;
import java.util.Set;

/// IngressClasses name a controller for good.
final class IngressClassStrategy implements Strategy {
  private static final int LONGEST_CONTROLLER = 250;
  private static final List<String> SCOPES = List.of("Cluster", "Namespace");

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.COUNTS_CHANGES);
  }

  @Override
  public void setDefaults(ObjectNode object) {
    if (object.path("spec").path("parameters") instanceof ObjectNode parameters) {
      Trees.setDefault(parameters, "scope", "Cluster");
    }
  }

  @Override
  public UpdatedMetadata updatedMetadata(Part part) {
    return UpdatedMetadata.CHANGES_AND_WHOLE;
  }

  @Override
  public void validateCreate(Subject object) {
    controller(object.at("spec").at("controller"));
    parameters(object.at("spec").at("parameters"));
  }

  @Override
  public void validateUpdate(Subject next, ApiObject old, Part part) {
    next.at("spec").at("controller").immutableText(old.spec().path("controller"));
    controller(next.at("spec").at("controller"));
    parameters(next.at("spec").at("parameters"));
  }

  private static void controller(Subject controller) {
    if (controller.text().length() > LONGEST_CONTROLLER) {
      controller.tooLong(LONGEST_CONTROLLER);
    }
    DomainPath.validate(controller);
  }

  private static void parameters(Subject parameters) {
    if (!parameters.isPresent()) {
      return;
    }
    TypedReference.validate(parameters);
    scope(parameters);
  }

  private static void scope(Subject parameters) {
    var scope = parameters.at("scope");
    var namespace = parameters.at("namespace");
    switch (scope.text()) {
      case "Namespace" -> {
        if (!namespace.isPresent()) {
          namespace.required("`parameters.scope` is set to 'Namespace'");
        } else {
          namespace.format(Format.DNS_LABEL);
        }
      }
      case "Cluster" -> {
        if (namespace.isPresent()) {
          namespace.forbidden("`parameters.scope` is set to 'Cluster'");
        }
      }
      default -> scope.notSupported(SCOPES);
    }
  }
}
