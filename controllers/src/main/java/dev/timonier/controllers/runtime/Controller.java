package dev.timonier.controllers.runtime;

/// A part of the controller manager that can be started and stopped by itself.
public interface Controller extends AutoCloseable {
  /// Begins to work; returns at once.
  void start();

  /// Nothing is being worked on and nothing waits to be. Work for a later moment may be planned.
  boolean idle();

  /// Stops to work; returns when the work in hand was broken off.
  @Override
  void close();
}
