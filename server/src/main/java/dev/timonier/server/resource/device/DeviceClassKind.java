package dev.timonier.server.resource.device;

import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.resource.core.podspec.ResourceNames;
import dev.timonier.server.table.NameAndAge;
import dev.timonier.server.validation.ObjectMetaRules.NameRule;
import dev.timonier.server.validation.Subject;
import java.util.Set;

/// DeviceClasses say which devices a request may mean, and how they are configured.
public final class DeviceClassKind {
  public static final KindRules RULES = new KindRules(new Rules(), new NameAndAge());

  private DeviceClassKind() {}

  private static final class Rules implements Strategy {
    @Override
    public NameRule names() {
      return NameRule.LONG_NAME;
    }

    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.COUNTS_CHANGES, Trait.DELETION_SHOWS_OBJECT);
    }

    @Override
    public void validateCreate(Subject object) {
      var spec = object.at("spec");
      Bounded.list(spec.at("selectors"), ConfigurationRules.MOST, ConfigurationRules::selector);
      Bounded.list(spec.at("config"), ConfigurationRules.MOST, ConfigurationRules::configuration);
      var name = spec.at("extendedResourceName");
      if (name.isPresent() && !ResourceNames.isExtended(name.text())) {
        name.invalid("must be a valid extended resource name");
      }
    }

    @Override
    public UpdatedMetadata updatedMetadata(Part part) {
      return UpdatedMetadata.CHANGES_AND_WHOLE;
    }
  }
}
