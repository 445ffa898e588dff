package dev.timonier.server.registry;

import dev.timonier.server.object.ApiObject;

/// Fills in what objects of a kind take from pools, such as the addresses of Services, and says how
/// it is reserved. It writes nothing itself: what it returns is committed together with the object
/// or not at all, so that nothing is ever taken twice, or by an object that there is not.
///
/// It is asked again, with a fresh object, when someone else was faster.
public interface Allocator {
  /// For kinds that take nothing.
  Allocator NONE =
      new Allocator() {
        @Override
        public Reservation create(ApiObject object, DryRun dryRun) {
          return Reservation.NONE;
        }

        @Override
        public Reservation update(ApiObject next, ApiObject old, DryRun dryRun) {
          return Reservation.NONE;
        }

        @Override
        public Reservation delete(ApiObject gone) {
          return Reservation.NONE;
        }
      };

  /// @throws dev.timonier.machinery.status.ApiException when the object asks for what it cannot
  ///   have
  Reservation create(ApiObject object, DryRun dryRun);

  /// @throws dev.timonier.machinery.status.ApiException when the object asks for what it cannot
  ///   have
  Reservation update(ApiObject next, ApiObject old, DryRun dryRun);

  /// Gives back what the object has taken.
  Reservation delete(ApiObject gone);
}
