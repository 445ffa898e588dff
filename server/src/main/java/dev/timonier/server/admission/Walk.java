package dev.timonier.server.admission;

import dev.timonier.server.admission.AdmissionNotes.Laps;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// One step of admission: its plugins one after the other, those that have a say in the operation.
final class Walk {
  private final Map<Operation, List<Station>> stations = new EnumMap<>(Operation.class);
  private final Map<Operation, Laps> laps = new EnumMap<>(Operation.class);
  private final LongSupplier nanoTime;

  private record Station(Consumer<AdmissionRequest> plugin, Laps laps) {}

  Walk(Step step, List<AdmissionPlugin> plugins, AdmissionNotes notes, LongSupplier nanoTime) {
    for (var operation : Operation.values()) {
      stations.put(
          operation,
          plugins.stream()
              .filter(plugin -> plugin.operations().contains(operation))
              .flatMap(plugin -> station(step, operation, plugin, notes))
              .toList());
      laps.put(operation, notes.of(step, operation));
    }
    this.nanoTime = nanoTime;
  }

  private static Stream<Station> station(
      Step step, Operation operation, AdmissionPlugin plugin, AdmissionNotes notes) {
    if (!plugin.steps().contains(step)) {
      return Stream.empty();
    }
    Consumer<AdmissionRequest> act =
        switch (step) {
          case ADMIT -> plugin::mutate;
          case VALIDATE -> plugin::validate;
        };
    return Stream.of(new Station(act, notes.of(step, operation, plugin.name())));
  }

  void run(AdmissionRequest request) {
    var whole = Objects.requireNonNull(laps.get(request.operation()));
    var begin = nanoTime.getAsLong();
    var end = begin;
    try {
      for (var station : stations.getOrDefault(request.operation(), List.of())) {
        end = run(station, request, end);
      }
    } catch (RuntimeException e) {
      whole.ended(Outcome.REJECTED, nanoTime.getAsLong() - begin);
      throw e;
    }
    whole.ended(Outcome.ADMITTED, end - begin);
  }

  /// @param begin when the one before ended
  /// @return when this one did
  private long run(Station station, AdmissionRequest request, long begin) {
    try {
      station.plugin().accept(request);
    } catch (RuntimeException e) {
      station.laps().ended(Outcome.REJECTED, nanoTime.getAsLong() - begin);
      throw e;
    }
    var end = nanoTime.getAsLong();
    station.laps().ended(Outcome.ADMITTED, end - begin);
    return end;
  }
}
