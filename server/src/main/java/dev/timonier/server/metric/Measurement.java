package dev.timonier.server.metric;

import dev.timonier.server.request.Reply;
import dev.timonier.server.request.Reply.BodySink;
import dev.timonier.server.request.Reply.DeflatedSink;
import dev.timonier.server.request.Reply.FrameSink;
import dev.timonier.storage.metric.Histogram;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// One request, from its beginning to the end of its reply, which may come long after the handler
/// has returned.
final class Measurement {
  private final RequestMeters meters;
  private final Histogram validated;
  private final Start start;
  private final long begin;
  private final AtomicBoolean ended = new AtomicBoolean();

  /// What a watch begins with.
  enum Start {
    WITH_ALL_OBJECTS,
    OTHER
  }

  /// @param validated measures requests with the same validation of fields
  Measurement(RequestMeters meters, Histogram validated, Start start, long begin) {
    this.meters = meters;
    this.validated = validated;
    this.start = start;
    this.begin = begin;
  }

  /// It failed, and is answered with this code.
  void failed(int code) {
    end(code, -1);
  }

  /// It turned out to be none that is counted.
  void dropped() {
    ended.set(true);
    meters.drop();
  }

  /// The same reply, which says when it ends.
  Reply of(Reply reply) {
    return switch (reply) {
      case Reply.Complete whole -> {
        end(whole.status(), whole.body().length);
        yield whole;
      }
      case Reply.Streamed streamed ->
          new Reply.Streamed(streamed.status(), streamed.headers(), sink -> write(streamed, sink));
      case Reply.Pushed pushed ->
          new Reply.Pushed(pushed.status(), pushed.headers(), sink -> start(pushed, sink));
      case Reply.Upgraded upgraded ->
          new Reply.Upgraded(
              upgraded.headers(),
              connection -> {
                try {
                  upgraded.handler().run(connection);
                } finally {
                  end(upgraded.status(), -1);
                }
              });
    };
  }

  private void write(Reply.Streamed reply, BodySink sink) throws IOException {
    var counting = new CountingSink(sink);
    try {
      reply.writer().write(counting);
    } finally {
      end(reply.status(), counting.bytes);
    }
  }

  private AutoCloseable start(Reply.Pushed reply, FrameSink sink) {
    var status = reply.status(); // the reply itself is not kept: watches last
    var source = reply.source().start(new EndingSink(status, sink));
    if (start == Start.WITH_ALL_OBJECTS) {
      meters.watch().ifPresent(watch -> watch.listed(meters.now() - begin));
    }
    return () -> {
      try (source) {
        end(status, -1);
      }
    };
  }

  private void end(int code, long bytes) {
    if (!ended.getAndSet(true)) {
      var took = meters.now() - begin;
      meters.end(took, code, bytes);
      validated.recordNanos(took);
    }
  }

  /// For one thread.
  private static final class CountingSink implements BodySink {
    private final BodySink sink;
    private long bytes;

    private CountingSink(BodySink sink) {
      this.sink = sink;
    }

    @Override
    public void write(byte[] piece) {
      bytes += piece.length;
      sink.write(piece);
    }

    @Override
    public Optional<DeflatedSink> deflated(long length) {
      return sink.deflated(length).map(this::counting);
    }

    private DeflatedSink counting(DeflatedSink target) {
      return part -> {
        bytes += part.length();
        target.write(part);
      };
    }

    @Override
    public void expectSilence(Runnable whenGone) {
      sink.expectSilence(whenGone);
    }
  }

  private final class EndingSink implements FrameSink {
    private final int code;
    private final FrameSink sink;
    private boolean cut; // for the thread that pushes

    private EndingSink(int code, FrameSink sink) {
      this.code = code;
      this.sink = sink;
    }

    @Override
    public boolean push(byte[] frame) {
      meters.watch().ifPresent(watch -> watch.sent(frame.length));
      var fits = sink.push(frame);
      if (!fits && !cut) {
        cut = true;
        meters.watch().ifPresent(WatchMeters::cut);
      }
      return fits;
    }

    @Override
    public boolean awaitRoom() {
      return sink.awaitRoom();
    }

    @Override
    public void end() {
      sink.end();
      Measurement.this.end(code, -1);
    }
  }
}
