package dev.timonier.server.filter;

/// The requests that are under way.
public record InFlight(Peak readOnly, Peak mutating) {
  public InFlight() {
    this(new Peak(), new Peak());
  }
}
