package dev.timonier.storage.validation;

/// What happens to a store from outside while a session works on it.
@FunctionalInterface
public interface Disturbance {
  /// Nothing at all.
  Disturbance NONE = _ -> {};

  /// Does harm until the work has ended, and leaves nothing that is out of order.
  void during(Work work) throws Exception;
}
