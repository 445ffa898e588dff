package dev.timonier.server.resource.flowcontrol;

import dev.timonier.server.validation.Subject;

/// What holds for the queues of a priority level. The number of hands that can be dealt must fit
/// into a hash of 60 bits.
final class Queuing {
  private static final int MOST_QUEUES = 10_000_000;
  private static final int MOST_BITS = 60;

  private Queuing() {}

  static void validate(Subject queuing) {
    var queues = queuing.at("queues");
    var hand = queuing.at("handSize");
    positive(queuing.at("queueLengthLimit"));
    positive(queues);
    if (queues.number() > MOST_QUEUES) {
      queues.invalid("must not be greater than " + MOST_QUEUES);
    }
    positive(hand);
    if (hand.number() > 0 && hand.number() > queues.number()) {
      hand.invalid("should not be greater than queues (" + queues.number() + ")");
    } else if (bits(queues.number(), hand.number()) > MOST_BITS) {
      hand.invalid(
          "required entropy bits of deckSize %d and handSize %d should not be greater than %d"
              .formatted(queues.number(), hand.number(), MOST_BITS));
    }
  }

  private static void positive(Subject number) {
    if (number.number() <= 0) {
      number.invalid("must be positive");
    }
  }

  private static int bits(long queues, long hand) {
    var bits = 0.0;
    for (var i = 0; i < hand; i++) {
      bits += Math.log((double) queues - i) / Math.log(2);
    }
    return (int) Math.ceil(bits);
  }
}
