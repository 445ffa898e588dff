package dev.timonier.controllers.runtime;

import java.util.List;

/// A part of the controller manager that can be started and stopped by itself.
public interface Controller extends AutoCloseable {
  /// Has nothing to do, as where it is not configured.
  Controller NONE = of(List.of());

  /// Begins to work; returns at once.
  void start();

  /// Nothing is being worked on and nothing waits to be. Work for a later moment may be planned.
  boolean idle();

  /// Stops to work; returns when the work in hand was broken off.
  @Override
  void close();

  /// Several that make up one.
  static Controller of(List<? extends Controller> parts) {
    return new Controller() {
      @Override
      public void start() {
        parts.forEach(Controller::start);
      }

      @Override
      public boolean idle() {
        return parts.stream().allMatch(Controller::idle);
      }

      @Override
      public void close() {
        parts.forEach(Controller::close);
      }
    };
  }
}
