package dev.timonier.machinery.informer;

import java.util.function.Consumer;

/// Is told of the changes of an informer's store, after they were made. Runs on the informer's
/// thread: must be quick, as in adding a key to a queue.
public interface Handler<T> {
  void added(T now);

  /// Called for every new version that is seen, also where nothing of interest changed.
  void updated(T before, T now);

  /// @param last the object as it last was, or as far as it is known
  void deleted(T last);

  /// A handler to whom all changes are the same.
  static <T> Handler<T> of(Consumer<? super T> any) {
    return new HandlerParts<>(any, (_, now) -> any.accept(now), any);
  }

  /// A handler that looks at each version by itself: of an update, at what was and at what is.
  static <T> Handler<T> ofVersions(Consumer<? super T> any) {
    return new HandlerParts<>(
        any,
        (before, now) -> {
          any.accept(before);
          any.accept(now);
        },
        any);
  }

  /// A handler that looks at additions alone.
  static <T> Handler<T> ofAdditions(Consumer<? super T> addition) {
    return new HandlerParts<>(addition, (_, _) -> {}, _ -> {});
  }

  /// A handler that looks at deletions alone.
  static <T> Handler<T> ofDeletions(Consumer<? super T> deletion) {
    return new HandlerParts<>(_ -> {}, (_, _) -> {}, deletion);
  }
}
