package dev.timonier.machinery.recent;

import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Remembers what was made lately, for the same few keys come again and again. Any number of
/// threads use it without a lock, so a value may be made twice and be lost at once: keys and values
/// must be immutable, and equal keys must make values of which one is as good as the other.
///
/// ```java
/// private static final Recent<String, Amount> AMOUNTS = new Recent<>(1024, Amount::read);
/// …
/// return AMOUNTS.of("500m");
/// ```
public final class Recent<K, V> {
  private final Function<? super K, ? extends V> maker;
  private final Predicate<? super K> kept;

  /// Each key has one place, which it shares with many. Racy on purpose.
  private final @Nullable Known<K, V>[] places;

  private record Known<K, V>(K key, V value) {}

  /// @param places how many values are remembered at most; a power of two
  /// @param maker makes the value of a key; what it throws is thrown to who asks
  public Recent(int places, Function<? super K, ? extends V> maker) {
    this(places, maker, _ -> true);
  }

  /// @param kept whether a key is small enough to be remembered
  @SuppressWarnings("unchecked")
  public Recent(int places, Function<? super K, ? extends V> maker, Predicate<? super K> kept) {
    if (Integer.bitCount(places) != 1) {
      throw new IllegalArgumentException(places + " is no power of two");
    }
    this.places = (Known<K, V>[]) new Known<?, ?>[places];
    this.maker = maker;
    this.kept = kept;
  }

  /// The value of a key, remembered or made.
  public V of(K key) {
    var hash = key.hashCode();
    var place = (hash ^ hash >>> 16) & places.length - 1;
    var known = places[place];
    if (known != null && key.equals(known.key)) {
      return known.value;
    }
    var made = maker.apply(key);
    if (kept.test(key)) {
      places[place] = new Known<>(key, made);
    }
    return made;
  }
}
