package dev.timonier.server.apply.fieldset;

/// The element at a position of a list.
public final class ItemIndex extends PathElement {
  private final int index;

  public ItemIndex(int index) {
    this.index = index;
  }

  @Override
  public String text() {
    return "i:" + index;
  }

  @Override
  public String toString() {
    return "[" + index + "]";
  }

  @Override
  int rank() {
    return 3;
  }

  @Override
  int compareRanked(PathElement other) {
    return Integer.compare(index, ((ItemIndex) other).index);
  }

  @Override
  public int hashCode() {
    return index;
  }
}
