package dev.timonier.server.resource.networking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Texts;

/// The rules and columns of IngressClasses.
public final class IngressClassKind {
  private static final String DEFAULT = "ingressclass.kubernetes.io/is-default-class";

  public static final KindRules RULES =
      new KindRules(
          new IngressClassStrategy(),
          ColumnTable.named(o -> Texts.nameMarked(o, DEFAULT))
              .text(
                  "Controller",
                  "The controller that implements the class",
                  o -> o.path("spec").path("controller").asText())
              .text("Parameters", "Where the parameters are", IngressClassKind::parameters)
              .age());

  private IngressClassKind() {}

  private static Object parameters(JsonNode object) {
    var parameters = object.path("spec").path("parameters");
    if (parameters.isMissingNode()) {
      return Texts.NONE;
    }
    var group = parameters.path("apiGroup").asText("");
    return parameters.path("kind").asText()
        + (group.isEmpty() ? "" : "." + group)
        + "/"
        + parameters.path("name").asText();
  }
}
