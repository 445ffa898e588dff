package dev.timonier.nodeagent.runtime.process;

import dev.timonier.nodeagent.linux.Descriptor;
import dev.timonier.nodeagent.linux.Errno;
import dev.timonier.nodeagent.linux.EventLoop;
import dev.timonier.nodeagent.linux.KernelException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Reads the output of one process on the event loop as it comes, and hands it on.
final class OutputStreams {
  private static final int BUFFER = 64 << 10;

  /// Enough for all that a pipe or a terminal holds; a terminal gives 4 KiB at a time.
  private static final int MOST_READS_AT_THE_END = 1024;

  /// Gets the output, on the loop's thread.
  interface Reader {
    void output(CriLog.Stream stream, byte[] bytes);
  }

  private record Source(
      CriLog.Stream stream, Descriptor descriptor, EventLoop.Registration registration) {}

  private final EventLoop loop;
  private final Reader reader;

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
    if (readOnce(stream, descriptor) == State.ENDED) {
      sources.stream()
          .filter(source -> source.descriptor.equals(descriptor))
          .toList()
          .forEach(this::close);
    }
  }

  private enum State {
    READ,
    EMPTY,
    ENDED
  }

  /// Hands on a piece. There may be more.
  private State readOnce(CriLog.Stream stream, Descriptor descriptor) {
    try (var arena = Arena.ofConfined()) {
      var buffer = arena.allocate(BUFFER);
      var length = descriptor.read(buffer);
      if (length == 0) {
        return State.ENDED;
      }
      reader.output(stream, buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
      return State.READ;
    } catch (KernelException failure) {
      return failure.errno() == Errno.EAGAIN ? State.EMPTY : State.ENDED;
    }
  }

  /// Hands on all that is there; not more, as somebody may write on and on.
  private void readRest(Source source) {
    for (var reads = 0; reads < MOST_READS_AT_THE_END; reads++) {
      if (readOnce(source.stream, source.descriptor) != State.READ) {
        return;
      }
    }
  }

  private void close(Source source) {
    source.registration.cancel();
    source.descriptor.close();
    sources.remove(source);
  }

  /// Reads no more: what is not read yet is left to others. On the loop's thread, or when that has
  /// ended.
  void close() {
    List.copyOf(sources).forEach(this::close);
  }

  /// Reads what is there, and ends: for when whoever wrote is gone but others hold the streams. On
  /// the loop's thread.
  void finish() {
    sources.forEach(this::readRest);
    close();
  }
}
