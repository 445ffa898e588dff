package dev.timonier.cluster.network;

import dev.timonier.machinery.network.Cidr;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Tells the networks of a machine's clusters apart. Number 0 has pods at 10.244.0.0/16 and
/// services at 10.96.0.0/16, as is usual; number 1 has 10.245.0.0/16 and 10.97.0.0/16; number 12
/// has 10.0.0.0/16 and 10.108.0.0/16.
///
/// @param value from 0 to 107, with which no number's pods are where another one's services are
public record NetworkNumber(int value) {
  private static final int COUNT = 108;
  private static final int FIRST_POD_NETWORK = 244;
  private static final int FIRST_SERVICE_NETWORK = 96;
  private static final int OCTET = 256;

  /// In the order of preference.
  public static final List<NetworkNumber> ALL =
      IntStream.range(0, COUNT).mapToObj(NetworkNumber::new).toList();

  public NetworkNumber {
    if (value < 0 || value >= COUNT) {
      throw new IllegalArgumentException("network is not from 0 to " + (COUNT - 1));
    }
  }

  /// The lowest number whose networks are not in use. When all are, because the machine is part of
  /// a network as large as 10.0.0.0/8, it is the lowest one that overlaps none but the largest:
  /// machines send a packet to the narrowest network that it fits.
  ///
  /// @param taken are not considered, unless there is no other
  public static NetworkNumber choose(Set<NetworkNumber> taken, Collection<Cidr> used) {
    return ALL.stream()
        .min(
            Comparator.<NetworkNumber, Boolean>comparing(taken::contains)
                .thenComparing(number -> number.narrowestOverlap(used)))
        .orElseThrow();
  }

  private int narrowestOverlap(Collection<Cidr> used) {
    return used.stream()
        .filter(network -> cidrs().stream().anyMatch(own -> overlap(own, network)))
        .mapToInt(Cidr::prefix)
        .max()
        .orElse(0);
  }

  private List<Cidr> cidrs() {
    return Stream.of(pods(), services()).flatMap(text -> Cidr.parse(text).stream()).toList();
  }

  private static boolean overlap(Cidr one, Cidr other) {
    return one.contains(other.first()) || other.contains(one.first());
  }

  /// The addresses of pods, in CIDR notation.
  public String pods() {
    return podPrefix() + ".0.0/16";
  }

  /// The addresses of this machine's pods, in CIDR notation.
  public String podsOfMachine() {
    return podPrefix() + ".0.0/24";
  }

  private String podPrefix() {
    return "10." + (FIRST_POD_NETWORK + value) % OCTET;
  }

  /// The addresses of services, in CIDR notation.
  public String services() {
    return "10." + (FIRST_SERVICE_NETWORK + value) + ".0.0/16";
  }

  /// Where the `kubernetes` service is.
  public String firstService() {
    return "10." + (FIRST_SERVICE_NETWORK + value) + ".0.1";
  }
}
