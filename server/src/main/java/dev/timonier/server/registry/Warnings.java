package dev.timonier.server.registry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a client is to be warned of, in `Warning` headers. For one request.
public final class Warnings {
  private final Set<String> texts = new LinkedHashSet<>();

  public void add(String text) {
    texts.add(text);
  }

  public void addAll(List<String> more) {
    texts.addAll(more);
  }

  public List<String> texts() {
    return List.copyOf(texts);
  }
}
