package dev.timonier.server.resource.networking;

import dev.timonier.machinery.network.Cidr;
import dev.timonier.server.network.AddressRules;
import dev.timonier.server.object.ApiObject;
import dev.timonier.server.registry.Part;
import dev.timonier.server.registry.Strategy;
import dev.timonier.server.registry.Trait;
import dev.timonier.server.resource.KindRules;
import dev.timonier.server.table.ColumnTable;
import dev.timonier.server.table.Texts;
import dev.timonier.server.validation.Subject;
import java.util.Set;

/// The rules and columns of ServiceCIDRs, which have one range, or one of each family.
public final class ServiceCidrKind {
  public static final KindRules RULES =
      new KindRules(
          new Rules(),
          ColumnTable.named()
              .text(
                  "CIDRs",
                  "The ranges that Services get addresses from",
                  o -> Texts.joined(o.path("spec").path("cidrs")))
              .age());

  private ServiceCidrKind() {}

  private static final class Rules implements Strategy {
    @Override
    public Set<Trait> traits() {
      return Set.of(Trait.STATUS_KEEPS_METADATA);
    }

    @Override
    public void validateCreate(Subject object) {
      var ranges = object.at("spec").at("cidrs");
      if (ranges.isEmpty()) {
        ranges.required("at least one CIDR required");
      } else if (ranges.value().size() > 2) {
        ranges
            .with(object.at("spec").value())
            .as("networking/v1.ServiceCIDRSpec")
            .invalid("may only hold up to 2 values");
      } else {
        ranges(ranges);
      }
    }

    private static void ranges(Subject ranges) {
      var sound = true;
      for (var range : ranges.elements()) {
        var faults = AddressRules.checkCanonicalRange(range.text());
        range.faulty(faults);
        sound &= faults.isEmpty();
      }
      if (sound && ranges.value().size() == 2 && isOneFamily(ranges)) {
        ranges.invalid(
            "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and"
                + " 2001:db8::/64");
      }
    }

    private static boolean isOneFamily(Subject ranges) {
      return ranges.elements().stream()
              .flatMap(range -> Cidr.parse(range.text()).stream())
              .map(Cidr::family)
              .distinct()
              .count()
          == 1;
    }

    @Override
    public void validateUpdate(Subject next, ApiObject old, Part part) {
      if (part == Part.STATUS) {
        return;
      }
      var ranges = next.at("spec").at("cidrs");
      var before = old.spec().path("cidrs");
      var comesSecond = before.size() == 1 && ranges.value().size() == 2;
      if (ranges.value().size() != before.size() && !comesSecond) {
        ranges.immutable(before);
        return;
      }
      for (var i = 0; i < before.size(); i++) {
        ranges.at(i).immutable(before.path(i));
      }
      if (comesSecond) {
        ranges(ranges);
      }
    }
  }
}
