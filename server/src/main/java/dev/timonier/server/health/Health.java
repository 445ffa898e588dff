package dev.timonier.server.health;

/// What a check finds.
public enum Health {
  SUCCESS,
  ERROR
}
