package dev.timonier.server.objectstore;

import dev.timonier.machinery.status.ApiErrors;
import dev.timonier.machinery.status.ApiException;
import dev.timonier.storage.StoreException;

/// What clients are told when the store fails: as kube-apiserver does, a 500 without a reason, in
/// the words of etcd where it has some.
public final class StoreFailures {
  private static final int CODE = 500;

  private StoreFailures() {}

  public static ApiException told(StoreException cause) {
    return switch (cause) {
      case StoreException.TooLarge _ -> etcd("request is too large");
      case StoreException.TimedOut _ -> etcd("request timed out");
      case StoreException.NoSpace _ -> etcd("mvcc: database space exceeded");
      case StoreException.Compacted _ -> etcd("mvcc: required revision has been compacted");
      case StoreException.FutureRevision _ -> etcd("mvcc: required revision is a future revision");
      case StoreException.NoSuchLease _ -> etcd("requested lease not found");
      case StoreException.Unavailable e ->
          ApiErrors.plain(CODE, "rpc error: code = Unavailable desc = " + e.getMessage());
      case StoreException.Corrupt e -> ApiErrors.plain(CODE, String.valueOf(e.getMessage()));
      case StoreException.Closed _ -> ApiErrors.serviceUnavailable("the server is shutting down");
    };
  }

  private static ApiException etcd(String words) {
    return ApiErrors.plain(CODE, "etcdserver: " + words);
  }
}
