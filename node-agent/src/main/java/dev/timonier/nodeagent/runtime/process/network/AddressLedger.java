package dev.timonier.nodeagent.runtime.process.network;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who has which address. Each address in use is a symbolic link whose name is the address and
/// whose target is the owner: such a link comes into being complete, and only once, whatever
/// crashes. Addresses are given out in turn, so that one that was freed is not used again at once.
final class AddressLedger {
  /// The network itself, the gateway; and the broadcast address at the end.
  private static final int FIRST = 2;

  private final Path directory;
  private final AddressRange range;

  /// Guarded by this.
  private final Map<String, String> owners = new HashMap<>();

  /// Guarded by this.
  private long next = FIRST;

  AddressLedger(Path directory, AddressRange range) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.range = range;
    try (var links = Files.list(directory)) {
      for (var link : links.toList()) {
        owners.put(link.getFileName().toString(), Files.readSymbolicLink(link).toString());
      }
    }
  }

  /// Gives an owner an address.
  synchronized Inet4Address allocate(String owner) throws IOException {
    var usable = range.size() - FIRST - 1;
    for (var tries = 0L; tries < usable; tries++) {
      var address = range.address(next);
      next = next + 1 < range.size() - 1 ? next + 1 : FIRST;
      if (!owners.containsKey(address.getHostAddress()) && enter(address, owner)) {
        return address;
      }
    }
    throw new IOException("no IP addresses available in range set");
  }

  private boolean enter(Inet4Address address, String owner) throws IOException {
    var name = address.getHostAddress();
    try {
      Files.createSymbolicLink(directory.resolve(name), Path.of(owner));
      owners.put(name, owner);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }

  synchronized List<Inet4Address> addresses(String owner) {
    return owners.entrySet().stream()
        .filter(entry -> entry.getValue().equals(owner))
        .map(entry -> (Inet4Address) InetAddress.ofLiteral(entry.getKey()))
        .toList();
  }

  synchronized void free(String owner) throws IOException {
    for (var address : addresses(owner)) {
      Files.deleteIfExists(directory.resolve(address.getHostAddress()));
      owners.remove(address.getHostAddress());
    }
  }

  synchronized void retain(Collection<String> keep) throws IOException {
    for (var owner : List.copyOf(owners.values())) {
      if (!keep.contains(owner)) {
        free(owner);
      }
    }
  }
}
