package dev.timonier.server.resource.networking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.network.AddressRules;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.Ages;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Texts;
import dev.timonier.server.validation.ObjectMetaRules.NameRule;
import dev.timonier.server.validation.Subject;
import java.util.Set;

/// The rules and columns of IPAddresses, which are named as the address that is taken.
public final class IpAddressKind {
  public static final KindRules RULES =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .text("ParentRef", "Who has taken the address", IpAddressKind::parent)
              .extra(Ages::of));

  private IpAddressKind() {}

  private static Object parent(JsonNode object) {
    var parent = object.path("spec").path("parentRef");
    if (parent.isMissingNode()) {
      return Texts.NONE;
    }
    var group = parent.path("group").asText("");
    var namespace = parent.path("namespace").asText("");
    return parent.path("resource").asText()
        + (group.isEmpty() ? "" : "." + group)
        + (namespace.isEmpty() ? "" : "/" + namespace)
        + "/"
        + parent.path("name").asText();
  }

  private static final class Rules implements Strategy {
    @Override
    public NameRule names() {
      return NameRule.ofPrefixesToo(AddressRules::checkCanonicalAddress);
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return UpdatedMetadata.CHANGES_AND_WHOLE;
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.NAMED_AS_PREFIX);
    }

    @Override
    public void validateCreate(Subject object) {
      parent(object.at("spec").at("parentRef"));
    }

    private static void parent(Subject parent) {
      if (!parent.isPresent()) {
        parent.required();
        return;
      }
      if (!parent.at("group").isEmpty()) {
        parent.at("group").format(Format.DNS_SUBDOMAIN);
      }
      segment(parent.at("resource").mustBePresent(""));
      segment(parent.at("name").mustBePresent(""));
      segment(parent.at("namespace"));
    }

    private static void segment(Subject field) {
      if (!field.isEmpty()) {
        field.format(Format::checkPathSegment);
      }
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      validateCreate(next);
      next.at("spec")
          .at("parentRef")
          .immutable(old.spec().path("parentRef"), "networking/v1.ParentReference");
    }
  }
}
