package dev.timonier.storage;

/// How much a store takes at once.
///
/// @param keyBytes the longest key, at most 65,536
/// @param transactionBytes the most that all keys and values of a transaction may have together
public record StoreLimits(int keyBytes, int transactionBytes) {
  /// What etcd takes by default: 1.5 MiB per transaction.
  public static final StoreLimits DEFAULT = new StoreLimits(65_536, 1_572_864);

  /// @throws StoreException.TooLarge when a key or the whole is larger than allowed
  public void check(Transaction transaction) {
    transaction.mutations().forEach(mutation -> checkKey(mutation.key()));
    var bytes = transaction.bytes();
    if (bytes > transactionBytes) {
      throw new StoreException.TooLarge(
          "a transaction of " + bytes + " bytes exceeds the limit of " + transactionBytes);
    }
  }

  private void checkKey(StoreKey key) {
    if (key.bytes().length > keyBytes) {
      throw new StoreException.TooLarge(
          "a key of " + key.bytes().length + " bytes exceeds the limit of " + keyBytes);
    }
  }
}
