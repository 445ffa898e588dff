package dev.timonier.storage.rocksdb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileManager;
import org.rocksdb.WALRecoveryMode;

/// RocksDB's settings, made for a store: small memory, quick opening, few threads.
final class DatabaseOptions implements AutoCloseable {
  private static final int FILE_BYTES = 8 << 20;

  private final LRUCache cache;
  private final BloomFilter bloom = new BloomFilter(10);
  private final SstFileManager files;
  private final DBOptions database;
  private final List<ColumnFamilyOptions> columns = new ArrayList<>();
  private final RocksDbOptions settings;

  DatabaseOptions(RocksDbOptions settings) {
    this.settings = settings;
    this.cache = new LRUCache(settings.blockCacheBytes(), 4);
    this.files = fileManager();
    this.database = databaseOptions();
  }

  DBOptions database() {
    return database;
  }

  List<ColumnFamilyDescriptor> families() {
    return Arrays.stream(Family.values())
        .map(family -> new ColumnFamilyDescriptor(family.storedName(), column(family)))
        .toList();
  }

  @Override
  public void close() {
    columns.forEach(ColumnFamilyOptions::close);
    database.close();
    files.close();
    bloom.close();
    cache.close();
  }

  private DBOptions databaseOptions() {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setMaxBackgroundJobs(2)
        .setMaxOpenFiles(256)
        .setDbWriteBufferSize(settings.memtableBytes())
        .setMaxTotalWalSize(2 * settings.memtableBytes())
        // A log that ends amid a record is what a crash leaves; AcknowledgedMark finds the rest.
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setAvoidFlushDuringRecovery(true)
        // There is one writer: whoever else writes, once in a while, waits for it without spinning.
        .setAllowConcurrentMemtableWrite(false)
        .setEnableWriteThreadAdaptiveYield(false)
        // New files reach the disk bit by bit, so that a sync of the log does not wait for many.
        .setBytesPerSync(1 << 20)
        .setSkipStatsUpdateOnDbOpen(true)
        .setSkipCheckingSstFileSizesOnDbOpen(true)
        // With it RocksDB goes on by itself once a full disk has room again.
        .setSstFileManager(files)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(2)
        .setMaxLogFileSize(1 << 20)
        .setMaxManifestFileSize(1 << 20)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  private ColumnFamilyOptions column(Family family) {
    var column =
        new ColumnFamilyOptions()
            .setWriteBufferSize(settings.memtableBytes() / 2)
            .setMaxWriteBufferNumber(3)
            .setTargetFileSizeBase(FILE_BYTES)
            .setMaxBytesForLevelBase(8L * FILE_BYTES)
            // The same everywhere: files of the log follow each other, so that they are moved down
            // as they are as long as they need not be packed anew.
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setTableFormatConfig(table(family));
    if (family == Family.LATEST) {
      column.setMemtablePrefixBloomSizeRatio(0.02).setMemtableWholeKeyFiltering(true);
    }
    columns.add(column);
    return column;
  }

  /// Keys of `latest` are looked up one by one, so it has a filter and small blocks; the others are
  /// read in order. Filters and indexes live in the cache, so that they are bounded with it.
  private BlockBasedTableConfig table(Family family) {
    var table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setCacheIndexAndFilterBlocks(true)
            .setCacheIndexAndFilterBlocksWithHighPriority(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setFormatVersion(6);
    return family == Family.LATEST
        ? table
            .setBlockSize(4 << 10)
            .setBlockRestartInterval(4)
            .setFilterPolicy(bloom)
            .setOptimizeFiltersForMemory(true)
        : table.setBlockSize(16 << 10);
  }

  private static SstFileManager fileManager() {
    try {
      return new SstFileManager(Env.getDefault());
    } catch (RocksDBException e) {
      throw Database.failed(e, dev.timonier.storage.StoreException.Outcome.NOT_APPLIED);
    }
  }
}
