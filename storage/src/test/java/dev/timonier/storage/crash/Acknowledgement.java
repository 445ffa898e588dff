package dev.timonier.storage.crash;

import dev.timonier.storage.Durability;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreKey;
import dev.timonier.storage.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Says that a client's commit was acknowledged. A client numbers its commits from 1 on; each puts
/// two keys, one of its own and one that all of the client's commits put:
///
/// ```
/// client 3, commit 7:  3/0000007 = 7  and  3/last = 7
/// ```
///
/// @param client who committed
/// @param number which of its commits it was
/// @param revision where it was committed
public record Acknowledgement(int client, long number, Revision revision) {
  /// The transaction that a client commits.
  public static Transaction transaction(int client, long number, Durability how) {
    var value = Long.toString(number).getBytes(StandardCharsets.UTF_8);
    return new Transaction(
        List.of(),
        List.of(
            new Mutation.Put(key(client, number), value, Optional.empty()),
            new Mutation.Put(last(client), value, Optional.empty())),
        how);
  }

  static StoreKey key(int client, long number) {
    return StoreKey.of("%d/%07d".formatted(client, number));
  }

  public static StoreKey last(int client) {
    return StoreKey.of(client + "/last");
  }

  StoreKey key() {
    return key(client, number);
  }

  /// As one line.
  String line() {
    return client + " " + number + " " + revision + "\n";
  }

  static Acknowledgement parse(String line) {
    var parts = line.split(" ", 3);
    return new Acknowledgement(
        Integer.parseInt(parts[0]),
        Long.parseLong(parts[1]),
        new Revision(Long.parseLong(parts[2])));
  }
}
