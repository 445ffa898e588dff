package dev.timonier.server.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.timonier.server.apply.fieldset.FieldName;
import dev.timonier.server.apply.fieldset.FieldSet;
import dev.timonier.server.apply.fieldset.PathElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The managers of Scales: those who manage the replicas of the object that is scaled.
public final class ScaleFields {
  private static final String VERSION = "autoscaling/v1";
  private static final FieldSet REPLICAS = FieldSet.of("spec", "replicas");
  private static final List<PathElement> PATH =
      List.of(FieldName.of("spec"), FieldName.of("replicas"));

  private ScaleFields() {}

  /// The entries of an object's Scale.
  ///
  /// @param entries those of the object
  /// @param apiVersion of the object
  public static ArrayNode ofScale(JsonNode entries, String apiVersion) {
    var managers = new LinkedHashMap<Manager, Managed>();
    decode(entries)
        .forEach(
            (manager, managed) -> {
              if (managed.apiVersion().equals(apiVersion) && managed.fields().has(PATH)) {
                managers.put(manager, new Managed(REPLICAS, VERSION, managed.time()));
              }
            });
    return ManagedFields.encode(managers);
  }

  /// The entries of an object whose Scale has changed: the replicas are taken from those who do not
  /// manage them any longer, and given to those who do now.
  ///
  /// @param entries those of the object before
  /// @param scale those of the Scale now
  public static ArrayNode ofObject(JsonNode entries, JsonNode scale, String apiVersion) {
    var before = decode(entries);
    var scalers = decode(scale);
    var managers = new LinkedHashMap<Manager, Managed>();
    before.forEach(
        (manager, managed) -> {
          if (managed.apiVersion().equals(apiVersion)) {
            put(managers, manager, isKept(manager, managed, scalers) ? managed : robbed(managed));
          }
        });
    scalers.forEach(
        (manager, managed) ->
            put(managers, manager, scaler(managed, before.get(manager), apiVersion)));
    return ManagedFields.encode(managers);
  }

  private static Map<Manager, Managed> decode(JsonNode entries) {
    return ManagedFields.decode(entries).orElseGet(LinkedHashMap::new);
  }

  /// Whether a manager keeps its fields; if so, it is no longer among the scalers.
  private static boolean isKept(Manager manager, Managed managed, Map<Manager, Managed> scalers) {
    return !managed.fields().has(PATH) || scalers.remove(manager) != null;
  }

  private static Managed robbed(Managed managed) {
    return managed.with(managed.fields().difference(REPLICAS));
  }

  /// An entry of somebody who scales has a time only if it had one before.
  private static Managed scaler(Managed scaler, @Nullable Managed before, String apiVersion) {
    var fields = scaler.fields().intersection(REPLICAS);
    return new Managed(fields, apiVersion, before == null ? "" : before.time());
  }

  private static void put(Map<Manager, Managed> managers, Manager manager, Managed managed) {
    if (!managed.fields().isEmpty()) {
      managers.put(manager, managed);
    }
  }
}
