package dev.timonier.server.resource.admissionregistration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.timonier.server.json.GivenObject;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.object.Trees;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.validation.Subject;
import java.util.Set;

/// The rules and columns of the configurations of webhooks.
public final class WebhookConfigurationKind {
  public static final KindRules VALIDATING = of(new Rules(Webhook.VALIDATING));
  public static final KindRules MUTATING = of(new Rules(Webhook.MUTATING));

  private static final String WEBHOOKS = "webhooks";

  private WebhookConfigurationKind() {}

  private static KindRules of(Rules rules) {
    return new KindRules(
        rules,
        ColumnTable.named()
            .number("Webhooks", "The number of webhooks", o -> o.path(WEBHOOKS).size())
            .age());
  }

  /// What a webhook does with the objects that it is shown.
  enum Webhook {
    VALIDATING,
    MUTATING
  }

  private record Rules(Webhook webhook) implements Strategy {
    private static final int SECONDS = 10;
    private static final int PORT = 443;

    @Override
    public void setDefaults(ObjectNode object) {
      for (var hook : Trees.objects(object.path(WEBHOOKS))) {
        setDefaultsOf(hook);
      }
    }

    private void setDefaultsOf(ObjectNode hook) {
      Trees.setDefault(hook, "failurePolicy", "Fail");
      MatchForms.setDefaults(hook);
      MatchForms.setRuleDefaults(hook.path("rules"));
      Trees.setDefault(hook, "timeoutSeconds", SECONDS);
      if (hook.path("clientConfig").path("service") instanceof ObjectNode service) {
        Trees.setDefault(service, "port", PORT);
      }
      if (webhook == Webhook.MUTATING) {
        Trees.setDefault(hook, "reinvocationPolicy", "Never");
      }
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return UpdatedMetadata.WHOLE;
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.COUNTS_CHANGES, Trait.ANY_FINALIZERS, Trait.UPDATED_BY_VERSION);
    }

    /// Lists that are given empty count as a change.
    @Override
    public boolean raisesGeneration(ApiObject next, ApiObject old) {
      return !GivenObject.areIdentical(webhooks(next), webhooks(old));
    }

    private static JsonNode webhooks(ApiObject configuration) {
      return configuration.root().path(WEBHOOKS);
    }

    @Override
    public void validateCreate(Subject object) {
      WebhookRules.validate(object.at(WEBHOOKS));
    }
  }
}
