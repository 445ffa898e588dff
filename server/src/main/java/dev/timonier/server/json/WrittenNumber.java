package dev.timonier.server.json;

import com.fasterxml.jackson.databind.node.DoubleNode;

/// A floating-point number whose text is as it was written: `1e+30`, not `1.0E30`.
final class WrittenNumber extends DoubleNode {
  private static final long serialVersionUID = 1;

  private final String text;

  WrittenNumber(String text) {
    super(Double.parseDouble(text));
    this.text = text;
  }

  @Override
  public String asText() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
