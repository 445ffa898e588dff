package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.Descriptor;
import dev.timonier.nodeagent.linux.Errno;
import dev.timonier.nodeagent.linux.EventLoop;
import dev.timonier.nodeagent.linux.KernelException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Reads the output of one process on the event loop as it comes, and hands it on.
final class OutputStreams {
  private static final int BUFFER = 64 << 10;

  /// Gets the output, on the loop's thread.
  interface Reader {
    void output(CriLog.Stream stream, byte[] bytes);
  }

  private record Source(
      CriLog.Stream stream, Descriptor descriptor, EventLoop.Registration registration) {}

  private final EventLoop loop;
  private final Reader reader;
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  /// Only touched on the loop's thread.
  private final List<Source> sources = new ArrayList<>();

  OutputStreams(EventLoop loop, Reader reader) {
    this.loop = loop;
    this.reader = reader;
  }

  /// Begins to read; closes the descriptors at the end.
  void read(CriLog.Stream stream, Descriptor descriptor) {
    loop.execute(() -> add(stream, descriptor));
  }

  private void add(CriLog.Stream stream, Descriptor descriptor) {
    try {
      var registration = loop.register(descriptor, () -> readSome(stream, descriptor));
      sources.add(new Source(stream, descriptor, registration));
    } catch (KernelException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void readSome(CriLog.Stream stream, Descriptor descriptor) {
    if (readAvailable(stream, descriptor) == State.ENDED) {
      sources.stream()
          .filter(source -> source.descriptor.equals(descriptor))
          .toList()
          .forEach(this::close);
    }
  }

  private enum State {
    EMPTY,
    ENDED
  }

  private State readAvailable(CriLog.Stream stream, Descriptor descriptor) {
    try (var arena = Arena.ofConfined()) {
      var buffer = arena.allocate(BUFFER);
      return readAvailable(stream, descriptor, buffer);
    } catch (KernelException failure) {
      return failure.errno() == Errno.EAGAIN ? State.EMPTY : State.ENDED;
    }
  }

  private State readAvailable(CriLog.Stream stream, Descriptor descriptor, MemorySegment buffer)
      throws KernelException {
    while (true) {
      var length = descriptor.read(buffer);
      if (length == 0) {
        return State.ENDED;
      }
      reader.output(stream, buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
      if (length < BUFFER) {
        return State.EMPTY;
      }
    }
  }

  private void close(Source source) {
    source.registration.cancel();
    source.descriptor.close();
    sources.remove(source);
    if (sources.isEmpty()) {
      ended.complete(true);
    }
  }

  /// Reads no more: what is not read yet is left to others. On the loop's thread, or when that has
  /// ended.
  void close() {
    List.copyOf(sources).forEach(this::close);
  }

  /// Done when every stream has ended and all of it was handed on.
  CompletableFuture<Boolean> ended() {
    return ended;
  }

  /// Reads what is there, and ends: for when whoever wrote is gone but others hold the streams.
  CompletableFuture<Boolean> finish() {
    loop.execute(
        () -> {
          for (var source : List.copyOf(sources)) {
            readAvailable(source.stream, source.descriptor);
            close(source);
          }
          ended.complete(true);
        });
    return ended;
  }
}
