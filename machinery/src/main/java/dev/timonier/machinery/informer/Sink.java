package dev.timonier.machinery.informer;

import java.util.List;

/// Takes in the state of a resource, on one thread: first everything that is there, then each
/// change; everything again after a gap.
public interface Sink<T> {
  /// These objects are there, and no others.
  void replaced(List<T> items);

  void applied(T item);

  /// @param item the object as it last was
  void deleted(T item);
}
