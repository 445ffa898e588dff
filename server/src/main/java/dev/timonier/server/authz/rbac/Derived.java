package dev.timonier.server.authz.rbac;

import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/// Something made of the objects of a resource, made anew when it is asked for after they changed.
/// To ask costs next to nothing as long as they do not.
final class Derived<T> {
  private final LongSupplier changes;
  private final UnaryOperator<T> renew;
  private volatile State<T> state;

  /// @param changes how many there had been when the value was made, or more
  private record State<T>(long changes, T value) {}

  /// @param changes counts those of the objects
  /// @param first what there is before the objects were looked at
  /// @param renew makes the next of the last
  Derived(LongSupplier changes, T first, UnaryOperator<T> renew) {
    this.changes = changes;
    this.renew = renew;
    this.state = new State<>(-1, first);
  }

  T get() {
    var last = state;
    return last.changes() == changes.getAsLong() ? last.value() : renewed();
  }

  private synchronized T renewed() {
    var counted = changes.getAsLong();
    if (state.changes() != counted) {
      state = new State<>(counted, renew.apply(state.value()));
    }
    return state.value();
  }
}
