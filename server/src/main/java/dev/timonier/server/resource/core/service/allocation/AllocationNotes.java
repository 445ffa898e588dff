package dev.timonier.server.resource.core.service.allocation;

import dev.timonier.machinery.network.Cidr;

/// Is told what Services take from the pools. Dry runs take nothing.
public interface AllocationNotes {
  /// Who is told nothing.
  AllocationNotes NONE =
      new AllocationNotes() {
        @Override
        public void addressTaken(Cidr range, Scope scope, long took) {}

        @Override
        public void addressRefused(Cidr range, Scope scope) {}

        @Override
        public void portTaken(Scope scope) {}

        @Override
        public void portRefused(Scope scope) {}
      };

  /// What was wanted.
  enum Scope {
    /// A certain one.
    STATIC,
    /// Any.
    DYNAMIC
  }

  /// @param took in nanoseconds
  void addressTaken(Cidr range, Scope scope, long took);

  /// The address is taken already, or none is left.
  void addressRefused(Cidr range, Scope scope);

  void portTaken(Scope scope);

  /// The port is taken already or out of range, or none is left.
  void portRefused(Scope scope);
}
