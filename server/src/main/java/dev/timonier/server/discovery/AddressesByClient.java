package dev.timonier.server.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.timonier.machinery.network.Address;
import dev.timonier.machinery.network.Cidr;
import dev.timonier.server.request.HttpRequest;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/// At which addresses clients reach the server, as `/api` tells them: all of them at the one that
/// it announces, those that have an address of the Services' also at that of the Service
/// `kubernetes`.
///
/// @param announced the server's own address
/// @param port where it listens, known when somebody asks
/// @param services the first range of Services
public record AddressesByClient(Address announced, IntSupplier port, Cidr services) {
  private static final int SERVICE_PORT = 443;

  void write(ArrayNode target, HttpRequest request) {
    add(target, "0.0.0.0/0", announced.withPort(port.getAsInt()));
    if (client(request).filter(services::contains).isPresent()) {
      add(target, services.toString(), services.nth(BigInteger.ONE).withPort(SERVICE_PORT));
    }
  }

  private static void add(ArrayNode target, String clients, String server) {
    target.addObject().put("clientCIDR", clients).put("serverAddress", server);
  }

  /// The first of those who pass the request on that tells an address of the client's.
  private static Optional<Address> client(HttpRequest request) {
    var headers = request.headers();
    var forwarded = headers.first("X-Forwarded-For").orElse("").split(",");
    var real = headers.first("X-Real-Ip").orElse("");
    return Stream.concat(
            Arrays.stream(forwarded).map(String::strip), Stream.of(real, request.peer().address()))
        .flatMap(text -> Address.parse(text).stream())
        .findFirst();
  }
}
