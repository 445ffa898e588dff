package dev.timonier.storage.etcd;

import dev.timonier.storage.CommitResult;
import dev.timonier.storage.Guard;
import dev.timonier.storage.KeyValue;
import dev.timonier.storage.LeaseId;
import dev.timonier.storage.Mutation;
import dev.timonier.storage.Revision;
import dev.timonier.storage.StoreException;
import dev.timonier.storage.StoreLimits;
import dev.timonier.storage.Transaction;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes transactions of etcd of ours: guards are compared, and if one does not hold, the guarded
/// keys are read instead.
record Commits(Connection connection) {
  CommitResult commit(Transaction transaction) {
    StoreLimits.DEFAULT.check(transaction);
    try {
      return result(
          connection
              .calls()
              .write(
                  connection
                      .kv()
                      .txn()
                      .If(transaction.guards().stream().map(this::compare).toArray(Cmp[]::new))
                      .Then(transaction.mutations().stream().map(this::change).toArray(Op[]::new))
                      .Else(transaction.guards().stream().map(this::read).toArray(Op[]::new))
                      .commit()));
    } catch (StoreException.Unavailable e) {
      throw Leases.isUnknown(e) ? new StoreException.NoSuchLease(lease(transaction)) : e;
    }
  }

  private CommitResult result(TxnResponse answer) {
    var revision = new Revision(answer.getHeader().getRevision());
    return answer.isSucceeded()
        ? new CommitResult.Committed(revision)
        : new CommitResult.Refused(
            revision, answer.getGetResponses().stream().map(this::present).toList());
  }

  private Optional<KeyValue> present(GetResponse answer) {
    return answer.getKvs().stream().findFirst().map(connection.keyspace()::entry);
  }

  private Cmp compare(Guard guard) {
    CmpTarget<?> target =
        switch (guard) {
          case Guard.Absent _ -> CmpTarget.version(0);
          case Guard.Modified(_, var revision) -> CmpTarget.modRevision(revision.value());
          case Guard.Version(_, var version) -> CmpTarget.version(version);
        };
    return new Cmp(connection.keyspace().key(guard.key()), Cmp.Op.EQUAL, target);
  }

  private Op change(Mutation mutation) {
    var key = connection.keyspace().key(mutation.key());
    return switch (mutation) {
      case Mutation.Delete _ -> Op.delete(key, DeleteOption.DEFAULT);
      case Mutation.Put(_, var value, var lease) ->
          Op.put(
              key,
              ByteSequence.from(value),
              PutOption.builder().withLeaseId(lease.map(LeaseId::value).orElse(0L)).build());
    };
  }

  private Op read(Guard guard) {
    return Op.get(connection.keyspace().key(guard.key()), GetOption.DEFAULT);
  }

  /// etcd does not say which lease is unknown.
  private static LeaseId lease(Transaction transaction) {
    return transaction.mutations().stream()
        .flatMap(
            mutation ->
                switch (mutation) {
                  case Mutation.Put put -> put.lease().stream();
                  case Mutation.Delete _ -> Stream.<LeaseId>empty();
                })
        .findFirst()
        .orElseThrow();
  }
}
