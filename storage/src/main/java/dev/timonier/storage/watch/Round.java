package dev.timonier.storage.watch;

import java.util.Iterator;
import java.util.List;

/// Deliveries that are under way: goes through their receivers one by one.
final class Round {
  private final Iterator<Delivery> deliveries;
  private Delivery delivery;
  private Iterator<Subscription> receivers;

  /// @param deliveries at least one
  Round(List<Delivery> deliveries) {
    this.deliveries = deliveries.iterator();
    this.delivery = this.deliveries.next();
    this.receivers = delivery.to().iterator();
  }

  /// Moves on to the next receiver's delivery.
  boolean advance() {
    while (!receivers.hasNext() && deliveries.hasNext()) {
      delivery = deliveries.next();
      receivers = delivery.to().iterator();
    }
    return receivers.hasNext();
  }

  /// The receiver that was advanced to; to be called once.
  Subscription receiver() {
    return receivers.next();
  }

  Delivery delivery() {
    return delivery;
  }
}
