package dev.timonier.server.watchcache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.timonier.server.objectstore.StoredObject;
import dev.timonier.storage.Revision;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An object in the cache. Selectors need its attributes; they are read from its bytes when one
/// does.
public final class CachedObject {
  private final String path;
  private final StoredObject stored;
  private final Function<JsonNode, Map<String, String>> selectable;
  private volatile @Nullable Attributes attributes; // racy on purpose: every thread finds the same

  /// @param path namespace and name, as in the object's key
  public CachedObject(
      String path, StoredObject stored, Function<JsonNode, Map<String, String>> selectable) {
    this.path = path;
    this.stored = stored;
    this.selectable = selectable;
  }

  public String path() {
    return path;
  }

  public StoredObject stored() {
    return stored;
  }

  public Attributes attributes() {
    var known = attributes;
    if (known == null) {
      known = Attributes.of(stored.read(), selectable);
      attributes = known;
    }
    return known;
  }

  /// The same content as of another revision: what a deletion shows.
  CachedObject at(Revision revision) {
    return new CachedObject(path, new StoredObject(stored.bytes(), revision), selectable);
  }
}
