package dev.timonier.storage.etcd;

import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreException.Outcome;
import io.etcd.jetcd.common.exception.ErrorCode;
import io.etcd.jetcd.common.exception.EtcdException;
import io.etcd.jetcd.common.exception.EtcdExceptionFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for etcd's answers, and translates its errors.
record Calls(Duration patience) {
  /// Waits for the answer to a call that changes nothing.
  <T> T read(CompletableFuture<T> answer) {
    return await(answer, Outcome.NOT_APPLIED);
  }

  /// Waits for the answer to a call that may be carried out whether there is an answer or not.
  <T> T write(CompletableFuture<T> answer) {
    return await(answer, Outcome.UNKNOWN);
  }

  private <T> T await(CompletableFuture<T> answer, Outcome outcome) {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new StoreException.TimedOut("etcd did not answer in " + patience, outcome, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted", outcome, e);
    } catch (ExecutionException e) {
      throw translated(EtcdExceptionFactory.toEtcdException(e), outcome);
    }
  }

  /// Whether that is why a call failed: etcd has one code for many reasons.
  static boolean says(StoreException failure, String words) {
    return Objects.requireNonNullElse(failure.getMessage(), "").contains(words);
  }

  static StoreException translated(EtcdException failure, Outcome outcome) {
    var message = "etcd: " + reason(failure);
    var code = failure.getErrorCode();
    if (message.contains("too large") || message.contains("too many operations")) {
      return new StoreException.TooLarge(message);
    }
    if (message.contains("space exceeded")) {
      return new StoreException.NoSpace(message, Outcome.NOT_APPLIED, failure);
    }
    if (code == ErrorCode.DEADLINE_EXCEEDED) {
      return new StoreException.TimedOut(message, outcome, failure);
    }
    return code == ErrorCode.DATA_LOSS
        ? new StoreException.Corrupt(message, outcome, failure)
        : new StoreException.Unavailable(message, outcome, failure);
  }

  /// What the failure says, and what the deepest cause does, which knows why there is no
  /// connection.
  private static String reason(Throwable failure) {
    var deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    var said = Objects.requireNonNullElse(failure.getMessage(), "").lines().findFirst().orElse("");
    var because = Objects.requireNonNullElse(deepest.getMessage(), deepest.toString());
    return said.isEmpty() || because.contains(said) ? because : said + ": " + because;
  }
}
