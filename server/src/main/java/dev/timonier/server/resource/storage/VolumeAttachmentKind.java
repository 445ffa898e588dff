package dev.timonier.server.resource.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.machinery.meta.Format;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.core.volume.CsiRules;
import dev.timonier.server.resource.core.volume.DiskDefaults;
import dev.timonier.server.resource.core.volume.VolumeRules;
import dev.timonier.server.table.Column;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// The rules and columns of VolumeAttachments.
public final class VolumeAttachmentKind {
  public static final KindRules RULES =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .with(
                  new Column("Attacher", "string", "name", "Who attaches", 0),
                  (o, _) -> o.path("spec").path("attacher").asText())
              .text(
                  "PV",
                  "The volume",
                  o -> o.path("spec").path("source").path("persistentVolumeName").asText())
              .text("Node", "Where to", o -> o.path("spec").path("nodeName").asText())
              .truth(
                  "Attached",
                  "Whether it is done",
                  o -> o.path("status").path("attached").asBoolean())
              .age());

  private VolumeAttachmentKind() {}

  private static final class Rules implements Strategy {
    private static final int MOST_BYTES = 256 * 1024;
    private static final int LONGEST_MESSAGE = 1024; // the refusal names MOST_BYTES all the same

    @Override
    public void setDefaults(ObjectNode object) {
      if (object.path("spec").path("source").path("inlineVolumeSpec") instanceof ObjectNode spec) {
        DiskDefaults.setAll(spec);
      }
    }

    @Override
    public void validateCreate(Subject object) {
      var spec = object.at("spec");
      CsiRules.driverName(spec.at("attacher"));
      source(spec.at("source"));
      spec.at("nodeName").format(Format.DNS_SUBDOMAIN);
      status(object.at("status"));
      var name = spec.at("source").at("persistentVolumeName");
      if (name.isPresent()) {
        name.format(Format.DNS_SUBDOMAIN);
      }
    }

    private static void source(Subject source) {
      var inline = source.at("inlineVolumeSpec");
      var name = source.at("persistentVolumeName");
      if (inline.isPresent() == name.isPresent()) {
        var detail = "must specify exactly one of inlineVolumeSpec and persistentVolumeName";
        if (inline.isPresent()) {
          source.forbidden(detail);
        } else {
          source.required(detail);
        }
      } else if (inline.isPresent()) {
        VolumeRules.inline(inline);
      } else if (name.isEmpty()) {
        name.required("must specify non empty persistentVolumeName");
      }
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      validateCreate(next);
      next.at("spec").immutable(old.spec(), "storage/v1.VolumeAttachmentSpec");
    }

    private static void status(Subject status) {
      Parameters.bounded(status.at("attachmentMetadata"));
      for (var field : List.of("attachError", "detachError")) {
        error(status.at(field));
      }
    }

    private static void error(Subject error) {
      var message = error.at("message");
      if (message.text().getBytes(StandardCharsets.UTF_8).length > LONGEST_MESSAGE) {
        message.tooLong(MOST_BYTES);
      }
      var code = error.at("errorCode");
      if (code.isPresent()) {
        code.between(0, Integer.MAX_VALUE);
      }
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return UpdatedMetadata.WHOLE;
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(
          Trait.UPDATED_BY_VERSION, Trait.DELETION_SHOWS_OBJECT, Trait.STATUS_KEEPS_METADATA);
    }
  }
}
