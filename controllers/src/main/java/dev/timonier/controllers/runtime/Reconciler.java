package dev.timonier.controllers.runtime;

/// Brings the world, as far as one key is concerned, from what it is to what it should be. Looks at
/// the present state only, never at the event that called it; may be called at any time and any
/// number of times, but not for the same key twice at once.
@FunctionalInterface
public interface Reconciler<K> {
  /// A failed call to the API may be thrown: the key is then tried again, later each time.
  Outcome reconcile(K key) throws InterruptedException;
}
