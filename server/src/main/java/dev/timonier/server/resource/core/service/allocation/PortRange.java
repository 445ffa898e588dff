package dev.timonier.server.resource.core.service.allocation;

/// The numbers of node ports, both ends included.
public record PortRange(int first, int last) {
  public static final PortRange DEFAULT = new PortRange(30000, 32767);
}
