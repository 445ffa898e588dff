package dev.timonier.machinery.informer;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A handler that is put together of what it does.
record HandlerParts<T>(
    Consumer<? super T> addition,
    BiConsumer<? super T, ? super T> update,
    Consumer<? super T> deletion)
    implements Handler<T> {
  @Override
  public void added(T now) {
    addition.accept(now);
  }

  @Override
  public void updated(T before, T now) {
    update.accept(before, now);
  }

  @Override
  public void deleted(T last) {
    deletion.accept(last);
  }
}
