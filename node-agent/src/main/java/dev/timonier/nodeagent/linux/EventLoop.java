package dev.timonier.nodeagent.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that waits for many descriptors (epoll) and works when one of them can be read. Work
/// that is handed to it as an executor runs on the same thread, so that what only this thread
/// touches needs no lock.
public final class EventLoop implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final int ADD = 1;
  private static final int REMOVE = 2;
  private static final int READABLE = 1;
  private static final int ONCE = 1 << 30;
  private static final int MOST_EVENTS = 64;
  private static final long WAKE = 0;

  /// What to do when a descriptor can be read.
  public interface Handler {
    void readable() throws KernelException;
  }

  private final Descriptor epoll;
  private final Descriptor wake;
  private final ConcurrentHashMap<Long, Handler> handlers = new ConcurrentHashMap<>();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicLong tokens = new AtomicLong(WAKE);
  private final Thread thread;
  private volatile boolean closed;

  public EventLoop(String name) throws KernelException {
    epoll = new Descriptor(Kernel.call("create epoll", SystemCall.EPOLL_CREATE1, Linux.O_CLOEXEC));
    wake =
        new Descriptor(
            Kernel.call(
                "create eventfd", SystemCall.EVENTFD2, 0, Linux.O_CLOEXEC | Linux.O_NONBLOCK));
    control(ADD, wake, WAKE, READABLE);
    thread = Thread.ofPlatform().name(name).daemon().start(this::run);
  }

  /// Stops the calls of a handler. The descriptor must still be open.
  public interface Registration {
    void cancel();
  }

  public Registration register(Descriptor descriptor, Handler handler) throws KernelException {
    return register(descriptor, handler, READABLE);
  }

  /// Calls the handler once.
  public Registration registerOnce(Descriptor descriptor, Handler handler) throws KernelException {
    return register(descriptor, handler, READABLE | ONCE);
  }

  private Registration register(Descriptor descriptor, Handler handler, int conditions)
      throws KernelException {
    var token = tokens.incrementAndGet();
    handlers.put(token, handler);
    control(ADD, descriptor, token, conditions);
    return () -> cancel(descriptor, token);
  }

  private void cancel(Descriptor descriptor, long token) {
    if (handlers.remove(token) != null) {
      try {
        control(REMOVE, descriptor, token, 0);
      } catch (KernelException failure) {
        LOG.debug("not registered any more: {}", failure.getMessage());
      }
    }
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    wakeUp();
  }

  private void wakeUp() {
    try {
      wake.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 0, 8);
    } catch (KernelException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /// An event is a word of conditions and the token; x86-64 packs them.
  private static int eventSize() {
    return Architecture.current() == Architecture.X86_64 ? 12 : 16;
  }

  private void control(int operation, Descriptor descriptor, long token, int conditions)
      throws KernelException {
    try (var arena = Arena.ofConfined()) {
      var event = arena.allocate(eventSize());
      event.set(ValueLayout.JAVA_INT, 0, conditions);
      event.set(ValueLayout.JAVA_LONG_UNALIGNED, eventSize() - 8L, token);
      Kernel.call(
          "watch descriptor",
          SystemCall.EPOLL_CTL,
          epoll.number(),
          operation,
          descriptor.number(),
          event.address());
    }
  }

  private void run() {
    try (var arena = Arena.ofConfined()) {
      var events = arena.allocate((long) MOST_EVENTS * eventSize());
      while (!closed) {
        handle(events, await(events));
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
          guarded(task::run);
        }
      }
    } catch (KernelException failure) {
      LOG.error("event loop ends", failure);
    } finally {
      wake.close();
      epoll.close();
    }
  }

  private long await(MemorySegment events) throws KernelException {
    return Kernel.call(
        "wait for events",
        SystemCall.EPOLL_PWAIT,
        epoll.number(),
        events.address(),
        MOST_EVENTS,
        -1,
        0,
        8);
  }

  private void handle(MemorySegment events, long count) {
    for (var i = 0L; i < count; i++) {
      var at = i * eventSize() + eventSize() - 8;
      var token = events.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
      if (token == WAKE) {
        guarded(this::calmDown);
      } else {
        var handler = handlers.get(token);
        guarded(handler == null ? () -> {} : handler);
      }
    }
  }

  private void calmDown() throws KernelException {
    try (var arena = Arena.ofConfined()) {
      wake.read(arena.allocate(8));
    }
  }

  private static void guarded(Handler work) {
    try {
      work.readable();
    } catch (KernelException | RuntimeException failure) {
      LOG.error("work on the event loop failed", failure);
    }
  }

  /// Returns when the loop's thread has ended, so that others may touch what was its own.
  @Override
  public void close() {
    closed = true;
    wakeUp();
    try {
      thread.join();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
    }
    handlers.clear();
  }
}
